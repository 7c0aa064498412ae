package imported

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"fbasim/sim/diag"
	"fbasim/sim/study"
)

// Prove opens the scenario as fbasim run will, without writing a file, and leaves out the products
// that it refuses, such as one that is too large for every fee card. The error says that no product is
// left, or is a defect of the program.
func (im *Import) Prove() error {
	for {
		problems, err := im.problems()
		if err != nil {
			return err
		}
		if len(problems) == 0 {
			return nil
		}
		refused := map[int]string{} // by index of the product
		for _, p := range problems {
			if p.File == CatalogFile && p.Line >= 2 && p.Line-2 < len(im.Products) {
				if _, told := refused[p.Line-2]; !told {
					refused[p.Line-2] = p.Msg
				}
			}
		}
		if len(refused) == 0 {
			return fmt.Errorf("the scenario made of the reports is not valid: %w", problems[0])
		}
		var kept []*Product
		for i, p := range im.Products {
			if why, bad := refused[i]; bad {
				im.leave(p.SKU, "the scenario refuses it: "+why)
			} else {
				kept = append(kept, p)
			}
		}
		im.Products = kept
		im.ask()
		if len(kept) == 0 {
			return errors.New("no product can be used: " + im.Left[0].SKU + ": " + im.Left[0].Why)
		}
	}
}

// problems are the errors of the scenario.
func (im *Import) problems() ([]diag.Problem, error) {
	files, err := im.Files()
	if err != nil {
		return nil, err
	}
	_, list, err := study.Open(ScenarioFile, study.Options{Read: func(path string) ([]byte, error) {
		i := slices.IndexFunc(files, func(f File) bool { return f.Name == filepath.ToSlash(filepath.Clean(path)) })
		if i < 0 {
			return nil, fs.ErrNotExist
		}
		var b bytes.Buffer
		err := files[i].Write(&b)
		return b.Bytes(), err
	}})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(list.All()), func(p diag.Problem) bool { return p.Warning }), nil
}
