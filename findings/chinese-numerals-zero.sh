#!/usr/bin/env bash
# 〇 is the zero of years and codes written digit by digit (GB/T 15835-2011: 二〇二五年). Libraries that read
# Chinese numbers are expected to give 2025, or to say that they cannot. nzh 1.0.14 (npm) gives 225, since it skips what
# it does not know, and 0 for 两百; pycnnum 2.1.1 gives 5, the last digit alone, and writes 110 as 一百一. cn2an 0.5.24 is
# right. For a maker of forms: the year of a signature line turns into a small number that passes every type check.
. "$(dirname "$0")/_run.sh"
npm_packages nzh@1.0.14
pip_packages pycnnum==2.1.1 cn2an==0.5.24

cat >"$dir/read.js" <<'J'
const { cn } = require("nzh");
for (const text of ["二〇二五", "一九九八", "两百", "三千五"]) console.log("nzh", text, cn.decodeS(text));
J
seen=$(cd "$dir" && node read.js && python - <<'P'
import cn2an, pycnnum
for text in ("二〇二五", "一九九八", "一百一"):
    print("pycnnum", text, pycnnum.cn2num(text), "| cn2an", cn2an.cn2an(text, "normal"))
for number in (110, 1100, 12345678901234567):
    print("pycnnum", number, pycnnum.num2cn(number))
P
)
as_stated "$seen" <<'S'
nzh 二〇二五 225
nzh 一九九八 1998
nzh 两百 0
nzh 三千五 3005
pycnnum 二〇二五 5 | cn2an 2025
pycnnum 一九九八 8 | cn2an 1998
pycnnum 一百一 110 | cn2an 110
pycnnum 110 一百一
pycnnum 1100 一千一
pycnnum 12345678901234567 一京二千三百四十五兆六千七百八十九亿零一百二十三万四千五百六十八
S
