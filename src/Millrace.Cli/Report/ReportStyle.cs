namespace Millrace.Cli;

/// <summary>The page's style sheet: light and dark, one column on a phone. No character in it needs escaping.</summary>
internal static class ReportStyle
{
    public const string Text = """

        :root { color-scheme: light dark; --bg: #ffffff; --fg: #1b1b1b; --mute: #5c5c5c; --grid: #e4e4e1; --axis: #8a8a86; --soft: #f5f5f2;
          --shade: rgba(0, 0, 0, .3);
          --c0: #0064a8; --c1: #c24a00; --c2: #007a5a; --c3: #9a3d86; --c4: #7a5c00; --c5: #4a4a4a; --c6: #2f8fc0; --c7: #a33030; }
        @media (prefers-color-scheme: dark) { :root { --bg: #16181a; --fg: #e9e9e6; --mute: #a9a9a4; --grid: #2f3236; --axis: #777a7e;
          --soft: #1f2225; --shade: rgba(255, 255, 255, .34);
          --c0: #62b5f0; --c1: #ff9a5c; --c2: #3fd0a6; --c3: #e39ad2; --c4: #e5c555; --c5: #c4c4c4; --c6: #9fdcff;
          --c7: #ff8f8f; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 66rem; padding: 1.25rem 1rem 4rem; background: var(--bg); color: var(--fg);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.5rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--grid); }
        h3 { font-size: 1rem; line-height: 1.35; margin: 0 0 .25rem; }
        p, ul { margin: .4rem 0 .8rem; max-width: 46rem; }
        ul { padding-left: 1.2rem; }
        li { margin: .25rem 0; overflow-wrap: anywhere; }
        p.mute, figcaption p { color: var(--mute); font-size: .88rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 2rem 2.2rem; }
        figure { margin: 0; min-width: 0; }
        figcaption p { margin: 0 0 .3rem; }
        svg.chart { display: block; width: 100%; height: auto; max-width: 36rem; }
        svg text { fill: var(--fg); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        svg text.small { font-size: 10.5px; }
        svg text.mute { fill: var(--mute); }
        .halo { paint-order: stroke; stroke: var(--bg); stroke-width: 3px; stroke-linejoin: round; }
        .grid { stroke: var(--grid); stroke-width: 1; }
        .axis { stroke: var(--axis); stroke-width: 1; }
        .lead { stroke: var(--axis); stroke-width: .8; }
        .cross { stroke: var(--fg); stroke-width: 1; fill: none; }
        line.cross { stroke-dasharray: 2 3; }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: butt; }
        .full { stroke-width: 1; }
        .hollow { fill: var(--bg); stroke-width: 1.6; }
        .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); }
        .s4 { stroke: var(--c4); } .s5 { stroke: var(--c5); } .s6 { stroke: var(--c6); } .s7 { stroke: var(--c7); }
        .s0.full { fill: var(--c0); } .s1.full { fill: var(--c1); } .s2.full { fill: var(--c2); } .s3.full { fill: var(--c3); }
        .s4.full { fill: var(--c4); } .s5.full { fill: var(--c5); } .s6.full { fill: var(--c6); } .s7.full { fill: var(--c7); }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin: .2rem 0 .3rem; padding: 0;
          font-size: .85rem; }
        .legend li { display: flex; align-items: center; gap: .35rem; margin: 0; }
        .legend svg { width: 34px; height: 14px; flex: none; }
        /* Shades at the edges of the box; covers that move with the table hide them where nothing more is to the side. */
        .scroll { overflow-x: auto; margin: .5rem 0 1rem;
          background: linear-gradient(to right, var(--bg) 1rem, transparent) left / 2.5rem 100% no-repeat local,
            linear-gradient(to left, var(--bg) 1rem, transparent) right / 2.5rem 100% no-repeat local,
            linear-gradient(to right, var(--shade), transparent) left / .8rem 100% no-repeat scroll,
            linear-gradient(to left, var(--shade), transparent) right / .8rem 100% no-repeat scroll; }
        table { border-collapse: collapse; font-size: .86rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
        th, td { padding: .28rem .7rem .28rem 0; text-align: right; vertical-align: top; white-space: nowrap;
          border-bottom: 1px solid var(--grid); }
        thead th { color: var(--mute); font-weight: 600; vertical-align: bottom; }
        tbody th { font-weight: 600; }
        th:first-child, .texts th, .texts td { text-align: left; }
        .texts td { white-space: normal; min-width: 5rem; }
        .texts tbody th { white-space: normal; min-width: 6.5rem; max-width: min(22rem, 42vw); }
        td.wide { min-width: 13rem; }
        td.tight { white-space: nowrap; }
        td.key { padding-left: .5rem; border-left: .3rem solid; }
        td.k0 { border-left-color: var(--c0); } td.k1 { border-left-color: var(--c1); } td.k2 { border-left-color: var(--c2); }
        td.k3 { border-left-color: var(--c3); } td.k4 { border-left-color: var(--c4); } td.k5 { border-left-color: var(--c5); }
        td.k6 { border-left-color: var(--c6); } td.k7 { border-left-color: var(--c7); }
        details { margin: .4rem 0 .8rem; font-size: .92rem; }
        summary { cursor: pointer; color: var(--mute); }
        code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--soft); padding: .05em .25em; }
        a { color: var(--c0); }
        @media print { details, .scroll { overflow: visible; } body { max-width: none; } }

        """;
}
