// Package stock keeps the units of one SKU in one country: sellable units in
// FIFO lots with their landed cost and receipt day, reserved and unsellable
// units, and the running counts that prove no unit appeared or vanished.
//
// A pool knows no events and no money: the model asks it to reserve, ship,
// receive and restock, and books what that costs.
package stock
