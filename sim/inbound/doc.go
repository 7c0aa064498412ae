// Package inbound decides what to send into a country's fulfillment centers and
// when: replenishment policies as pure functions of the stock position. The
// model schedules the shipments and books their cost.
package inbound
