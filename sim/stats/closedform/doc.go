// Package closedform holds exact results of queueing and inventory theory. They are the truth that
// simulation tests are measured against; no simulation uses them. Rates and times share one unit of
// time; arguments outside their range panic.
package closedform

import "fmt"

func require(ok bool, what string) {
	if !ok {
		panic(fmt.Sprintf("closedform: %s out of range", what))
	}
}
