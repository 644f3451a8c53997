{{ config(materialized="view",
  p1 = not true, p2 = -3, p3 = 'x' if true else 'y', p4 = 1 + 2 * 3, p5 = (1 + 2) * 3, p6 = var("a", 1) | int, p7 = target.name == "dev" and not false,
  p8 = [1, "two", none, true, 1.50, var('a', 2)], p9 = {"k": var('a', 1), 'l': ['x']}, p10 = "it's", p11 = 'say "hi"', p12 = target['name'], p13 = (1, var('a', 3)),
  p14 = "a" ~ var('a', 1) ~ 'b', p15 = 1 < 2, p16 = 'x' in ['x'], p17 = var('a', default=3), p18 = 7 // 2, p19 = 2 ** 3, p20 = env_var('HOME', 'none') is defined,
  p21 = "line\nbreak", p22 = 'abc'[1:], p23 = "ü", p24 = ' ' | trim | upper, p25 = flip("x"), p26 = flip(x="y", y=2), p27 = none, p28 = 1.0, p30 = 1e3, p31 = "\\", p32 = 'x' is not none,
  p33 = 5 % 3, p34 = "a" "b", p35 = (), p36 = {}, p37 = 'a'.upper(), p38 = 3 not in [1,2] or 1 != 2) }}
select 1 as one from {{ ref('b') }} join {{ ref('b') }} x using (id)
