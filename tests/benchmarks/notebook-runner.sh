#!/usr/bin/env bash
# Times `interdealer run` on the notebooks of this checkout, and one warm notebook of 20 cells beside `jupyter nbconvert --execute` of a Python
# notebook that does the same arithmetic. Both are timed from command to finished HTML, the median of several runs. Not a test: nothing here fails
# for being slow. Usage: notebook-runner.sh [runs of each, 3 unless given]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
interdealer=(dotnet src/Interdealer.Tool/bin/Release/net10.0/interdealer.dll)
python=/usr/bin/python3

echo "building the tool"
dotnet build src/Interdealer.Tool -c Release -v q --nologo >"$work/build.txt" || { cat "$work/build.txt"; exit 1; }

# The same twenty cells in two languages: a sum, a square root and a series in each, and the value as the cell's result.
"$python" - "$work" <<'PY'
import json, sys
cs, py = [], []
for n in range(1, 21):
    start = 25.0 if n == 1 else None
    cs.append(("var equity = 25.0;\n" if start else "") +
              f"equity = Math.Sqrt(equity * equity + {n}.0);\nEnumerable.Range(1, 1000).Sum(k => equity / (k * k))")
    py.append(("import math\nequity = 25.0\n" if start else "") +
              f"equity = math.sqrt(equity * equity + {n}.0)\nsum(equity / (k * k) for k in range(1, 1001))")

def notebook(cells, metadata):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": text} for i, text in enumerate(cells)]}

json.dump(notebook(cs, {"kernelspec": {"name": ".net-csharp", "display_name": ".NET (C#)", "language": "C#"}}), open(sys.argv[1] + "/twenty-cs.ipynb", "w"))
json.dump(notebook(py, {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}), open(sys.argv[1] + "/twenty-py.ipynb", "w"))
PY

# The median wall time of a command, in seconds.
median() {
    for ((i = 0; i < runs; i++)); do
        local start=$EPOCHREALTIME
        "$@" >"$work/log.txt" 2>&1 || { cat "$work/log.txt" >&2; return 1; }
        awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }'
    done | sort -n | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }'
}

all=$(median "${interdealer[@]}" run notebooks --output "$work/all" --html)
detail=$(sed -n '/Notebook/,/from command/p' "$work/log.txt")
twenty=$(median "${interdealer[@]}" run "$work/twenty-cs.ipynb" --output "$work/one" --html)
twenty_detail=$(sed -n '/twenty-cs/p' "$work/log.txt" | tail -n 1)

echo
echo "$detail"
echo "$twenty_detail"
echo
row() { printf '%-62s %9s %9s\n' "$@"; }
row "median of $runs, command to finished report" "seconds" "ratio"
row "interdealer run notebooks --html" "$all" ""
row "interdealer run, 20 cells of C#" "$twenty" "1.00"
if "$python" -c 'import nbconvert, ipykernel' 2>/dev/null; then
    jupyter=$(median "$python" -m nbconvert --execute --to html --output-dir "$work/one" "$work/twenty-py.ipynb")
    row "jupyter nbconvert --execute, the same 20 cells in Python" "$jupyter" "$(awk -v a="$jupyter" -v b="$twenty" 'BEGIN { printf "%.2f", a / b }')"
else
    echo "jupyter is left out: $python lacks nbconvert or ipykernel (Debian: jupyter-nbconvert, python3-ipykernel)"
fi
