// Package solver turns a scenario into a linear or mixed-integer problem, has
// an engine solve it, and reads the best plan back.
//
// There is one file for each family of limits: the file opens with its rows in
// mathematics and in words, makes its decisions (columns) and its limits
// (rows), and books what its decisions cost. The name of a group of rows is a
// model.Group, the same word in the problem, in reports and in the audit.
//
//	balance.go    balance
//	demand.go     demand, min_sales, max_sales, max_backlog, closing_backlog, max_lost
//	orders.go     age, same
//	service.go    fill, class_fill, on_time, caught_up
//	shortage.go   priority, share, met, mean_short, worst
//	capacity.go   capacity, overtime
//	workforce.go  heads, hours, overtime, min_heads, max_heads
//	supply.go     supply
//	lane.go       lane, min_shipment, max_shipment
//	inventory.go  min_stock, max_stock, closing_stock
//	process.go    min_output, max_output
//	switch.go     switched, min_lot, max_lot, lot_multiple, max_on, started, min_on, min_off;
//	              bound.go finds the coefficients of switched
//	carry.go      set_up, state, through
//	logic.go      logic
//	strategy.go   level, rate_change, chase, no_overtime, no_outsourcing, no_backlog
//
// Of equally good plans always the same is taken: face.go finds all of them,
// ties.go has the order of preference, colour.go tells columns apart without their
// ids, choice.go brings them together, and choice_whole.go comes first where there
// are whole numbers. near.go stays near to an earlier plan.
//
// Subscripts are t for a period, i for an item, p for a process, r for a
// resource, w for a workforce, s for a supplier, l for a lane and d for a demand. Decisions
// are written in lower case with the names of their columns.
package solver
