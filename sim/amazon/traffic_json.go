package amazon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// trafficMark begins the names by which the JSON twin of the Business report is recognized
// (GET_SALES_AND_TRAFFIC_REPORT).
const trafficMark = `"salesAndTrafficBy`

// maxTrafficJSON bounds that file, in bytes.
const maxTrafficJSON = 256 << 20

// errNoTraffic is JSON that begins like the report and is none.
var errNoTraffic = errors.New("it is JSON that looks like the sales and traffic report and cannot be read: download it again")

// trafficJSON is the part of the report that is read.
type trafficJSON struct {
	ByASIN []struct {
		Parent string `json:"parentAsin"`
		Child  string `json:"childAsin"`
		SKU    string `json:"sku"`
		Sales  struct {
			Units int `json:"unitsOrdered"`
			Sales struct {
				Amount json.Number `json:"amount"`
			} `json:"orderedProductSales"`
			Items int `json:"totalOrderItems"`
		} `json:"salesByAsin"`
		Traffic struct {
			Sessions   int         `json:"sessions"`
			Views      int         `json:"pageViews"`
			BuyBox     json.Number `json:"buyBoxPercentage"`
			Conversion json.Number `json:"unitSessionPercentage"`
		} `json:"trafficByAsin"`
	} `json:"salesAndTrafficByAsin"`
}

// trafficText writes the JSON twin as the table that it is the twin of, so that one reader serves
// both.
func trafficText(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxTrafficJSON+1))
	if err != nil {
		return nil, err
	}
	var report trafficJSON
	if len(data) > maxTrafficJSON || json.Unmarshal(data, &report) != nil {
		return nil, errNoTraffic
	}
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	var b bytes.Buffer
	b.WriteString("(Parent) ASIN\t(Child) ASIN\tSKU\tSessions - Total\tPage Views - Total\t" +
		"Featured Offer (Buy Box) Percentage\tUnits Ordered\tUnit Session Percentage\tOrdered Product Sales\t" +
		"Total Order Items\n")
	for _, r := range report.ByASIN {
		child := r.Child
		if child == "" {
			child = r.Parent // rows by parent have no other
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\t%s\t%d\n", clean.Replace(r.Parent), clean.Replace(child),
			clean.Replace(r.SKU), r.Traffic.Sessions, r.Traffic.Views, r.Traffic.BuyBox, strconv.Itoa(r.Sales.Units),
			r.Traffic.Conversion, r.Sales.Sales.Amount, r.Sales.Items)
	}
	return b.Bytes(), nil
}
