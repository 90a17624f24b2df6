package model

func (v *validator) finance(a address, f *Finance) {
	v.amounts(a.to("capital_charge"), f.CapitalCharge, false)
}
