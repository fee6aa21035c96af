/** The style of the page: light or dark as the reader's system is, one column on a phone, and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#17202a;--quiet:#56616e;--line:#d5dae0;--link:#0b57b0;--code:#eef1f4;
--red:#b3261e;--red-soft:#fdecea;--amber:#8a5300;--amber-soft:#fff3dc;--green:#1b6b3a;--green-soft:#e5f4ea;--grey:#5a6572;--grey-soft:#eceff2;
--turn:#c3cad3;--dns:#8d5bd1;--tcp:#2c7be5;--tls:#0e9aa7;--first:#e08a00;--body:#4b8f3c}
@media(prefers-color-scheme:dark){:root{--page:#101418;--card:#191f26;--ink:#e6eaee;--quiet:#a3aeba;--line:#323b45;--link:#7db7ff;--code:#232b34;
--red:#ff8a80;--red-soft:#3a1c1a;--amber:#ffc14d;--amber-soft:#36290f;--green:#7ed99b;--green-soft:#15301f;--grey:#a9b4c0;--grey-soft:#262e37;
--turn:#48525d;--dns:#b58cf0;--tcp:#5b9df5;--tls:#3cc2ce;--first:#f0a93a;--body:#7cc26b}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);overflow-wrap:anywhere;font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,footer{max-width:1240px;margin:0 auto;padding:0 20px}
h1,h2,h3,h4,p,ul,ol,dl,pre{margin:0}
h2{font-size:1.1rem}h3{font-size:.95rem}h4{font-size:.9rem;margin-top:.6rem}
ul,ol{padding-left:1.3rem}ul.plain{list-style:none;padding:0}
a{color:var(--link)}
code,pre{font:.88em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{background:var(--code);border-radius:4px;padding:.05em .3em;overflow-wrap:anywhere}
pre{background:var(--code);border-radius:6px;padding:.5rem .65rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:9.5rem;overflow:auto}
pre code{background:none;padding:0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:.5rem;z-index:9}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.quiet,small{color:var(--quiet);font-size:.88em}
.verdict{border-left:10px solid var(--grey);padding:8px 16px;margin:0 0 10px;border-radius:0 0 8px 0}
.verdict h1{font-size:1.7rem;line-height:1.25;overflow-wrap:anywhere}
.verdict .decision{font-size:1rem;font-weight:600;vertical-align:.25em;border:2px solid currentColor;border-radius:99px;padding:.1em .7em;margin:0 .4em}
.verdict .where{font-size:1rem;font-weight:400;vertical-align:.25em;color:var(--ink)}
.verdict .headline{font-size:1.05rem;font-weight:600;overflow-wrap:anywhere}
.fail.verdict{border-color:var(--red);background:var(--red-soft)}.fail h1{color:var(--red)}
.warn.verdict{border-color:var(--amber);background:var(--amber-soft)}.warn h1{color:var(--amber)}
.pass.verdict{border-color:var(--green);background:var(--green-soft)}.pass h1{color:var(--green)}
.held.verdict{background:var(--grey-soft)}
section,.cause{margin:0 0 14px}
.scope,.cause,.map,.latency,.run,.notes,#checks,.comparison{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px}
.scope{display:grid;grid-template-columns:5.5rem 1fr;gap:4px 12px;font-size:.92rem;overflow-wrap:anywhere;padding:8px 16px}
.scope h2{font-size:.92rem;color:var(--quiet);font-weight:600}
ul.inline{list-style:none;padding:0}ul.inline li{display:inline}ul.inline li:not(:last-child)::after{content:" · ";color:var(--quiet)}
.cause{border-left:6px solid var(--red)}.warnings .cause{border-left-color:var(--amber)}
.cause h2{font-size:1.08rem;overflow-wrap:anywhere}
.number{display:inline-block;min-width:1.6em;text-align:center;border-radius:99px;background:var(--red);color:var(--card);font-size:.85em;margin-right:.5em}
.warnings .number{background:var(--amber)}
.about{margin:.2rem 0 .5rem;color:var(--quiet);overflow-wrap:anywhere}
.act{display:grid;grid-template-columns:1fr 1fr;gap:10px 28px;overflow-wrap:anywhere}
.act>div{min-width:0}.act li{margin-bottom:.3rem}
dl{font-size:.92rem}dl div{display:grid;grid-template-columns:5.2rem 1fr;gap:.4rem;margin-bottom:.1rem}
dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere;min-width:0}
.act h3:not(:first-child){margin-top:.5rem}
.command{position:relative}.command pre{padding-right:4rem}.command .copied{position:absolute;top:6px;right:6px;background:var(--card)}
.index{margin:.1rem 0 .3rem}.index li{margin-bottom:.15rem}
summary{cursor:pointer}details.more{margin-top:.5rem}details.cause>summary{overflow-wrap:anywhere}
.more li{overflow-wrap:anywhere}
.copied{font:inherit;font-size:.8em;margin-left:.3em;padding:.05em .35em;border:0;border-radius:4px;background:var(--code);color:var(--link);text-decoration:underline;cursor:pointer}
.overview{display:grid;grid-template-columns:minmax(300px,400px) 1fr;gap:14px;align-items:start}
.overview>*{min-width:0}
.map svg{display:block;width:100%;max-width:400px;height:auto}
.node{fill:var(--card);stroke:var(--quiet);stroke-width:1.5}.node.broken{stroke:var(--red);stroke-width:3;fill:var(--red-soft)}
.node.good{stroke:var(--green)}.node.waits{stroke-dasharray:5 4}.node.run{fill:var(--grey-soft)}
text{fill:var(--ink);font:600 14px system-ui,sans-serif}text.words{font-weight:400;font-size:11.5px;fill:var(--quiet)}.map .run+text{font-size:13px}
.edge{fill:none;stroke:var(--quiet);stroke-width:1.5}.edge.needs{stroke-dasharray:2 3}.head{fill:var(--quiet)}
.edge.broken{stroke:var(--red);stroke-width:3;stroke-dasharray:none}.head.broken{fill:var(--red)}.cross{stroke:var(--red);stroke-width:4;fill:none}
.row svg,.lanes svg{display:block;width:100%;height:14px;background:repeating-linear-gradient(90deg,transparent 0,transparent calc(var(--tick) - 1px),var(--line) calc(var(--tick) - 1px),var(--line) var(--tick))}
.row path,.lanes path{stroke-width:8;stroke:var(--tcp)}path.span{stroke:var(--quiet);stroke-width:2;opacity:.5}path.used{stroke:var(--tcp);opacity:.35}path.bad{stroke:var(--red)}
path.turn{stroke:var(--turn)}path.dns{stroke:var(--dns)}path.tls{stroke:var(--tls)}path.firstByte{stroke:var(--first)}path.body{stroke:var(--body)}
.lanes{display:grid;grid-template-columns:6.5rem 1fr;gap:6px 10px;align-items:center;overflow-wrap:anywhere}.lanes svg{height:auto;min-height:12px;max-height:120px}
.axis{display:flex;font-size:.75rem;color:var(--quiet);min-width:0}.axis span{flex:0 0 var(--tick);text-align:right;padding-right:3px;overflow:hidden;white-space:nowrap}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:.82rem;color:var(--quiet);margin:.3rem 0}
.legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em}
.legend .turn{background:var(--turn)}.legend .dns{background:var(--dns)}.legend .tcp{background:var(--tcp)}.legend .tls{background:var(--tls)}.legend .firstByte{background:var(--first)}.legend .body{background:var(--body)}
.legend .used{background:var(--tcp);opacity:.35}.legend .ok{background:var(--tcp)}.legend .bad{background:var(--red)}
.filters{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;margin:.5rem 0}.filters[hidden]{display:none}
.filters fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:2px 12px}.filters legend{float:left;margin-right:.6rem}
.filters input,.filters select,.filters button{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--quiet);border-radius:5px;padding:.15rem .4rem}
.filters select{max-width:13rem}.filters output{color:var(--quiet)}
.checks{list-style:none;padding:0}.long>li{content-visibility:auto;contain-intrinsic-size:auto 29px}.checks>li{border-top:1px solid var(--line);}
.row{display:grid;grid-template-columns:7.4rem minmax(0,1fr) minmax(0,34%) 4.4rem;gap:10px;align-items:center;padding:3px 4px}
.row.head{font-size:.8rem;color:var(--quiet)}.row.head .axis{font-size:.95em}
summary.row{list-style:none}summary.row::-webkit-details-marker{display:none}summary.row .title::before{content:"▸ ";color:var(--quiet)}details[open]>summary.row .title::before{content:"▾ "}
summary.row:hover{background:var(--grey-soft)}
.title{overflow-wrap:anywhere;min-width:0}.time,.row.head span:last-child{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.status,.requests b{font-weight:600}div.row .title{padding-left:1em}.head.row .title{padding:0}.status i{display:inline-block;width:1.2em;text-align:center;font-style:normal}
[data-status=failed] .status,[data-status=error] .status{color:var(--red)}[data-status=warned] .status{color:var(--amber)}[data-status=passed] .status{color:var(--green)}[data-status=blocked] .status,[data-status=skipped] .status{color:var(--grey)}
.inside{padding:2px 4px 8px 0;overflow-wrap:anywhere}.inside p{margin:.2rem 0 .2rem 1.4rem}.requests{list-style:none;padding:0}.requests b{padding-left:1.6em}.requests i{font-style:normal;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.requests code{background:none}.requests .row{padding-top:1px;padding-bottom:1px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:3px 12px 3px 0;border-top:1px solid var(--line);font-weight:400;vertical-align:middle}
thead th{border:0;color:var(--quiet);font-size:.82rem}td{white-space:nowrap;font-variant-numeric:tabular-nums}td:last-child{width:30%;min-width:110px}
.scroll{overflow-wrap:break-word}tbody th{min-width:8.5rem}
.budget{display:block;width:100%;height:12px}.budget .all{fill:var(--grey-soft)}.budget .worst{fill:var(--turn)}.budget .median{fill:var(--green)}.over .budget .median{fill:var(--red)}.over td:nth-child(2){color:var(--red);font-weight:700}
.shortened{color:var(--quiet);margin:.5rem 0}
footer{color:var(--quiet);font-size:.85rem;padding-bottom:24px}
@media(max-width:820px){.overview,.scope,.act{grid-template-columns:minmax(0,1fr)}main,footer{padding:0 10px}.verdict{padding:10px 12px}.scope,.cause,.map,.latency,.run,.notes,#checks{padding:10px}
.row{grid-template-columns:1fr auto;gap:2px 8px}.row .title{grid-column:1/-1;order:-1}.row svg,.row .axis{grid-column:1/-1}.row.head>span{display:none}.lanes{grid-template-columns:1fr}.filters label,.filters fieldset{flex-basis:100%}.search input{width:100%}.latency td:last-child,.latency th:last-child:not([scope=row]){display:none}.requests b{padding-left:0}.requests code{grid-column:1/-1;order:-1}}
@media print{.filters{display:none}body{background:none}}
`
