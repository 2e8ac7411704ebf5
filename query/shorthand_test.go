package query_test

import (
	"strings"
	"testing"

	"sayso/query"
)

func TestShorthand(t *testing.T) {
	for _, c := range []struct {
		in   query.Shorthand
		want string
	}{
		{query.Shorthand{}, ""},
		{query.Shorthand{Speaker: " ", After: "\t"}, ""},
		{query.Shorthand{Speaker: "Ilse  Marrow", Kind: "direct"}, `speaker:"Ilse Marrow" kind:direct`},
		{query.Shorthand{Outlet: "herald", After: "2031-03", Before: "2031-04-02"}, "outlet:herald date:2031-03/.. date:../2031-04-02"},
		{query.Shorthand{Mode: "deny"}, "mode:deny"},
	} {
		n, err := c.in.Node()
		if err != nil || n.String() != c.want {
			t.Errorf("%+v: %s, %v; want %s", c.in, n, err, c.want)
		}
	}
	for want, in := range map[string]query.Shorthand{
		`after "tomorrow": `:                  {After: "tomorrow"},
		`before "2031-02-30": `:               {Before: "2031-02-30"},
		`after "2031/2032": want a date`:      {After: "2031/2032"},
		`after "2032": it is later`:           {After: "2032", Before: "2031"},
		`kind "loud": there is no kind`:       {Kind: "loud"},
		`speaker "?": a letter or digit`:      {Speaker: "?"},
		`mode "shout": there is no mode`:      {Mode: "shout"},
		`outlet "#4": people have numbers`:    {Outlet: "#4"},
		`speaker "#four": “#four” is no numb`: {Speaker: "#four"},
	} {
		if n, err := in.Node(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%+v: %s, %v; want %s", in, n, err, want)
		}
	}
}
