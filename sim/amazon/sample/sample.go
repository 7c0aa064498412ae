// Package sample writes report files of any length with made-up contents: for measuring readers and
// for trying them out. The same numbers give the same bytes.
package sample

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"fbasim/sim/civil"
)

// Orders says which lines WriteOrders writes.
type Orders struct {
	Lines int
	SKUs  int        // at least 1
	Start civil.Date // of the first order
	Days  int        // over which the lines are spread evenly, at least 1
}

// OrdersHeader is the header of All Orders as of 2026, without a line end.
const OrdersHeader = "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\t" +
	"fulfillment-channel\tsales-channel\torder-channel\tship-service-level\tproduct-name\tsku\tasin\titem-status\t" +
	"quantity\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\t" +
	"item-promotion-discount\tship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\t" +
	"promotion-ids\tcpf\tis-business-order\tpurchase-order-number\tprice-designation\t" +
	"signature-confirmation-recommended"

// stores are where lines are sold, with how they write money.
var stores = [...]struct{ channel, currency, country, prefix string }{
	{"Amazon.com", "USD", "US", "111"}, {"Amazon.com", "USD", "US", "112"}, {"Amazon.com", "USD", "US", "113"},
	{"Amazon.ca", "CAD", "CA", "702"}, {"Amazon.com.mx", "MXN", "MX", "701"},
}

// WriteOrders writes an All Orders report of about 300 bytes a line. One line in 32 is cancelled.
// Buyers' cities and purchase orders hold the word CANARY, so that tests can see where they go.
func WriteOrders(w io.Writer, o Orders) error {
	out := bufio.NewWriterSize(w, 1<<20)
	fmt.Fprintln(out, OrdersHeader)
	line := make([]byte, 0, 512)
	for i := range o.Lines {
		line = appendOrder(line[:0], o, i)
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// mix spreads a number over 64 bits (the finalizer of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func appendOrder(b []byte, o Orders, i int) []byte {
	x := mix(uint64(i))
	store := &stores[x%uint64(len(stores))]
	sku := int(x >> 8 % uint64(o.SKUs))
	units := 1 + int(x>>40%8)/6
	cents := units * (999 + sku%4000)
	second := int(int64(i) * int64(o.Days) * civil.Day / int64(o.Lines))
	cancelled := x>>50%32 == 0
	b = appendOrderID(b, store.prefix, i)
	b = append(b, '\t')
	b = appendOrderID(b, store.prefix, i)
	b = append(b, '\t')
	b = appendMoment(b, o.Start, second)
	b = append(b, '\t')
	b = appendMoment(b, o.Start, second+2*int(civil.Day))
	if cancelled {
		b = append(b, "\tCancelled"...)
	} else {
		b = append(b, "\tShipped"...)
	}
	b = append(b, "\tAmazon\t"...)
	b = append(b, store.channel...)
	b = append(b, "\t\tExpedited\tSteel frying pan 12\" with lid, dishwasher safe, model "...)
	b = strconv.AppendInt(b, int64(sku), 10)
	b = append(b, "\tSKU-"...)
	b = appendPadded(b, sku, 6)
	b = append(b, "\tB0"...)
	b = appendPadded(b, sku, 8)
	if cancelled {
		b = append(b, "\tCancelled\t0\t\t\t"...)
	} else {
		b = append(b, "\tShipped\t"...)
		b = strconv.AppendInt(b, int64(units), 10)
		b = append(b, '\t')
		b = append(b, store.currency...)
		b = append(b, '\t')
		b = appendCents(b, cents)
		b = append(b, '\t')
		b = appendCents(b, cents/10)
	}
	b = append(b, "\t\t\t\t\t\t\tCANARY CITY\tCANARY\tCANARY1\t"...)
	b = append(b, store.country...)
	b = append(b, "\t\t\tfalse\tCANARY PO\t\tfalse\n"...)
	return b
}

func appendOrderID(b []byte, prefix string, i int) []byte {
	b = append(b, prefix...)
	b = append(b, '-')
	b = appendPadded(b, i/1_000_000, 7)
	b = append(b, '-')
	return appendPadded(b, i%1_000_000*10+7, 7)
}

func appendPadded(b []byte, n, width int) []byte {
	for scale := pow10(width - 1); scale > 0; scale /= 10 {
		b = append(b, byte('0'+n/scale%10))
	}
	return b
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

func appendCents(b []byte, cents int) []byte {
	b = strconv.AppendInt(b, int64(cents/100), 10)
	b = append(b, '.')
	return appendPadded(b, cents%100, 2)
}

func appendMoment(b []byte, start civil.Date, second int) []byte {
	y, m, d := (start + civil.Date(second/int(civil.Day))).YMD()
	second %= int(civil.Day)
	b = appendPadded(b, y, 4)
	b = append(b, '-')
	b = appendPadded(b, m, 2)
	b = append(b, '-')
	b = appendPadded(b, d, 2)
	b = append(b, 'T')
	b = appendPadded(b, second/3600, 2)
	b = append(b, ':')
	b = appendPadded(b, second/60%60, 2)
	b = append(b, ':')
	b = appendPadded(b, second%60, 2)
	return append(b, "+00:00"...)
}
