// Package harvest adds up what a seller's report files say: the facts of each SKU, units sold per
// day, stock, offers, returns and their delays, transit and receiving times, fees previewed. It
// keeps sums and counts, never rows, so that memory grows with the number of SKUs, days and
// returned orders and not with the length of the files. The result is the same for any number of
// workers.
package harvest
