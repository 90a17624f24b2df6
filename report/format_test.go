package report

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"thousands are separated", fixed(1234567.5, 1), "1,234,567.5"},
		{"three digits are not", fixed(-999, 0), "-999"},
		{"what rounds to zero has no sign", fixed(-0.004, 2), "0.00"},
		{"a whole number has no decimals", number(2583), "2,583"},
		{"a whole number but for noise has none", number(2583.0000000004), "2,583"},
		{"a fraction has as many as it needs", number(64.58333), "64.58"},
		{"a small number keeps its digits", number(0.0123), "0.0123"},
		{"a huge number is short", number(1.5e18), "1.5e+18"},
		{"pieces need no unit in a sentence", counted(20, "each"), "20"},
		{"other units are named", counted(20, "t"), "20 t"},
		{"money has the coin of its currency", money(1234.5, "USD"), "1,234.50 USD"},
		{"yen have no coin", money(1234.5, "JPY"), "1,235 JPY"},
		{"dinars have three decimals", money(1234.5, "BHD"), "1,234.500 BHD"},
		{"money without a currency has cents", money(0.5, ""), "0.50"},
		{"a made-up currency has cents", money(1, "points"), "1.00 points"},
		{"money that rounds to zero has no sign", money(-0.001, "EUR"), "0.00 EUR"},
		{"half a cent goes up", money(2.675, "EUR"), "2.68 EUR"},
		{"a share has a decimal", percent(12.34), "12.3 %"},
		{"nearly all is not all", percent(99.96), "99.96 %"},
		{"all is all", percent(100), "100 %"},
		{"nothing is nothing", percent(0), "0 %"},
		{"a small share keeps its digits", percent(0.0042), "0.0042 %"},
		{"a price below a coin keeps its digits", worth(0.0123, "USD"), "0.012 USD"},
		{"a price in yen keeps cents", worth(18.631, "JPY"), "18.63 JPY"},
		{"a whole price is short", price(-5), "-5"},
		{"one thing", plural(1, "limit", "limits"), "1 limit"},
		{"many things", plural(1234, "limit", "limits"), "1,234 limits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}

func TestPrintable(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", "crew 1, évening 夜班", "crew 1, évening 夜班"},
		{"an escape sequence is spelled out", "\x1b[31mred", `\u001b[31mred`},
		{"a one-byte escape is spelled out", "\u009b31m", `\u009b31m`},
		{"lines and tabs become blanks", "a\nb\tc\r\u2028d", "a b c  d"},
		{"turned text is spelled out", "\u202egnp.exe", `\u202egnp.exe`},
		{"a broken encoding is marked", "a\xff", "a\uFFFD"},
		{"joined emoji stay", "👩\u200d🔧", "👩\u200d🔧"},
		{"an invisible mark is spelled out", "a\ufeffb", `a\ufeffb`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := printable(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestFitNeverIsTooWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, width := rapid.String().Draw(t, "text"), rapid.IntRange(1, 30).Draw(t, "width")
		if got := fit(text, width); lipgloss.Width(got) > width {
			t.Fatalf("%q is %d wide", got, lipgloss.Width(got))
		}
	})
}

func TestPrintedMoneyFoots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &Money{Currency: rapid.SampledFrom([]string{"USD", "JPY", "BHD", ""}).Draw(t, "currency")}
		for _, kind := range []string{Income, Cost, Cost, Cost, Cost} {
			amount := rapid.Float64Range(0, 1e9).Draw(t, "amount")
			if rapid.Bool().Draw(t, "nothing") {
				amount = 0
			}
			m.Lines = append(m.Lines, MoneyLine{Kind: kind, Total: amount})
			if kind == Income {
				m.Revenue += amount
			} else {
				m.Cost += amount
			}
		}
		p, decimals := roundMoney(m), coin(m.Currency)
		read := func(x float64) decimal.Decimal {
			return decimal.RequireFromString(strings.ReplaceAll(coins(x, decimals), ",", ""))
		}
		cost := decimal.Zero
		for _, line := range p.lines {
			if line.Kind == Cost {
				cost = cost.Add(read(line.Total))
			}
			if line.Total == 0 {
				t.Fatal("a line of zero is printed")
			}
		}
		if !cost.Equal(read(p.cost)) || !read(p.revenue).Sub(cost).Equal(read(p.profit)) {
			t.Fatalf("lines add up to %s; printed are cost %s, revenue %s, profit %s", cost, read(p.cost), read(p.revenue), read(p.profit))
		}
	})
}
