package chart

// style gives every class its look. A page may set the variables; a dark one is
// followed. The first of two declarations is for programs without variables.
const style = `
.chart{--paper:#ffffff;--ink:#1f2933;--faint:#52606d;--rule:#d3dae1;--shade:#e4e7eb;--c0:#0b69a3;--c1:#b44d12;--c2:#2f8132;--c3:#7c3f98;--c4:#8d6708;--h0:#e3f1fb;--h1:#b9dcf3;--h2:#f6e2a8;--h3:#f7c58f;--h4:#f39c8c;font-family:system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
@media screen and (prefers-color-scheme:dark){.chart{--paper:#15191e;--ink:#e4e7eb;--faint:#9aa5b1;--rule:#3e4c59;--shade:#2a333c;--c0:#62b0e8;--c1:#f0a06a;--c2:#7bc47f;--c3:#cfa1e6;--c4:#e0bf57;--h0:#1c2c3a;--h1:#1d4260;--h2:#54460f;--h3:#6a3d10;--h4:#7d2a20}}
.chart .paper{fill:#ffffff;fill:var(--paper)}
.chart text{fill:#1f2933;fill:var(--ink);font-size:11px}
.chart .heading{font-size:15px;font-weight:600}
.chart .axis{font-size:12px}
.chart .tick{fill:#52606d;fill:var(--faint)}
.chart .grid{stroke:#d3dae1;stroke:var(--rule);stroke-width:1}
.chart .frame{stroke:#52606d;stroke:var(--faint);stroke-width:1}
.chart .band{fill:#e4e7eb;fill:var(--shade)}
.chart .halo{stroke:#ffffff;stroke:var(--paper);stroke-width:3;stroke-linejoin:round;paint-order:stroke}
.chart .line{fill:none;stroke-width:2;stroke-linejoin:round}
.chart .on{stroke-dasharray:5 4}
.chart .area{fill-opacity:.15}
.chart .mark{fill:#ffffff;fill:var(--paper);stroke:#1f2933;stroke:var(--ink);stroke-width:2}
.chart .s0{stroke:#0b69a3;stroke:var(--c0)}.chart .f0{fill:#0b69a3;fill:var(--c0)}
.chart .s1{stroke:#b44d12;stroke:var(--c1)}.chart .f1{fill:#b44d12;fill:var(--c1)}
.chart .s2{stroke:#2f8132;stroke:var(--c2)}.chart .f2{fill:#2f8132;fill:var(--c2)}
.chart .s3{stroke:#7c3f98;stroke:var(--c3)}.chart .f3{fill:#7c3f98;fill:var(--c3)}
.chart .s4{stroke:#8d6708;stroke:var(--c4)}.chart .f4{fill:#8d6708;fill:var(--c4)}
.chart .pale{fill-opacity:.5}
.chart .ink{stroke:#1f2933;stroke:var(--ink)}
.chart .dot{fill:#ffffff;fill:var(--paper);stroke-width:2}
.chart .stock{fill:#c3ccd6;fill:var(--rule);fill-opacity:.8}
.chart .level{fill:none;stroke:#52606d;stroke:var(--faint);stroke-width:1.5;stroke-dasharray:3 2}
.chart .fan0{fill:#0b69a3;fill:var(--c0);fill-opacity:.15}
.chart .fan1{fill:#0b69a3;fill:var(--c0);fill-opacity:.25}
.chart .fan2{fill:#0b69a3;fill:var(--c0);fill-opacity:.35}
.chart .h0{fill:#e3f1fb;fill:var(--h0)}.chart .h1{fill:#b9dcf3;fill:var(--h1)}.chart .h2{fill:#f6e2a8;fill:var(--h2)}
.chart .h3{fill:#f7c58f;fill:var(--h3)}.chart .h4{fill:#f39c8c;fill:var(--h4)}
.chart .bar0{fill:#b9dcf3;fill:var(--h1)}.chart .bar1{fill:#f7c58f;fill:var(--h3)}
`
