using System.Collections.Frozen;
using System.Text;

namespace Interdealer.Notebooks.Reports;

/// <summary>
/// Formulas in TeX as MathML, which browsers lay out by themselves. Reads what texts on finance write: indices, fractions, roots, sums, Greek
/// letters, named functions, accents, brackets, text. A formula with anything else is shown as it was written.
/// </summary>
internal sealed class TexFormula
{
    const int DeepestNesting = 60;

    static readonly FrozenDictionary<string, string> Letters = Table(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ϱ sigma σ tau τ " +
        "upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ infty ∞ partial ∂ nabla ∇ emptyset ∅ " +
        "top ⊤ hbar ℏ Re ℜ Im ℑ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ % % $ $ # # & & _ _");

    static readonly FrozenDictionary<string, string> Operators = Table(
        "cdot ⋅ times × div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ setminus ∖ to → rightarrow → " +
        "Rightarrow ⇒ leftarrow ← Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ uparrow ↑ downarrow ↓ forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨ circ ∘ ast ∗ star ⋆ " +
        "oplus ⊕ otimes ⊗ odot ⊙ mid ∣ parallel ∥ perp ⊥ succ ≻ prec ≺ succeq ⪰ preceq ⪯ coloneqq ≔ colon :");

    static readonly FrozenDictionary<string, string> Large = Table("sum ∑ prod ∏ int ∫ bigcup ⋃ bigcap ⋂ oint ∮");

    static readonly FrozenDictionary<string, string> Fences = Table("{ { } } lbrace { rbrace } langle ⟨ rangle ⟩ lvert | rvert | lVert ‖ rVert ‖ | ‖ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉");

    static readonly FrozenDictionary<string, string> Accents = Table("hat ^ widehat ^ bar ¯ overline ¯ tilde ~ widetilde ~ dot ˙ ddot ¨ vec →");

    static readonly FrozenDictionary<string, string> Spaces = Table(", 0.17em : 0.22em ; 0.28em ! -0.17em quad 1em qquad 2em");

    static readonly FrozenSet<string> Functions = FrozenSet.Create(
        StringComparer.Ordinal,
        "min", "max", "log", "ln", "exp", "sin", "cos", "tan", "lim", "sup", "inf", "det", "dim", "arg", "Pr", "gcd", "argmin", "argmax", "sgn", "diag", "tr");

    readonly string tex;
    int at;
    int depth;

    TexFormula(string tex) => this.tex = tex;

    /// <summary>The formula as HTML: MathML, or the encoded source where it is not understood.</summary>
    internal static string Html(string tex, bool display)
    {
        var source = tex.Trim();
        try
        {
            var formula = new TexFormula(source);
            var row = formula.Row(null);
            return $"<math display=\"{(display ? "block" : "inline")}\" aria-label=\"{HtmlText.Encode(source)}\">{row}</math>";
        }
        catch (FormatException)
        {
            return $"<span class=\"tex\">{HtmlText.Encode(source)}</span>";
        }
    }

    string Row(string? end)
    {
        if (++depth > DeepestNesting)
        {
            throw new FormatException("The formula is nested too deeply.");
        }

        var row = new StringBuilder("<mrow>");
        while (!Ends(end))
        {
            row.Append(Scripted());
        }

        depth--;
        return row.Append("</mrow>").ToString();
    }

    bool Ends(string? end)
    {
        SkipBlanks();
        if (at >= tex.Length)
        {
            return end is null ? true : throw new FormatException($"The formula ends before {end}.");
        }

        return end is not null && tex.AsSpan(at).StartsWith(end) && (end.Length == 1 || at + end.Length >= tex.Length || !char.IsAsciiLetter(tex[at + end.Length]));
    }

    string Scripted()
    {
        var (atom, limits) = Atom();
        SkipBlanks();
        if (tex.AsSpan(at).StartsWith("\\limits"))
        {
            at += "\\limits".Length;
            limits = true;
        }

        string? below = null;
        string? above = null;
        for (SkipBlanks(); at < tex.Length && tex[at] is '_' or '^' or '\''; SkipBlanks())
        {
            switch (tex[at++])
            {
                case '_' when below is null: below = Argument(); break;
                case '^' when above is null: above = Argument(); break;
                case '\'': above = $"<mrow>{above}<mo>′</mo></mrow>"; break;
                default: throw new FormatException("Two indices at one place.");
            }
        }

        var (under, over, both) = limits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup");
        return (below, above) switch
        {
            (null, null) => atom,
            (_, null) => $"<{under}>{atom}{below}</{under}>",
            (null, _) => $"<{over}>{atom}{above}</{over}>",
            _ => $"<{both}>{atom}{below}{above}</{both}>",
        };
    }

    (string Html, bool Limits) Atom()
    {
        SkipBlanks();
        var c = at < tex.Length ? tex[at] : throw new FormatException("The formula ends where something is missing.");
        at++;
        return c switch
        {
            '\\' => Command(),
            '{' => (Group(), false),
            '}' or '&' or '_' or '^' or '#' or '$' => throw new FormatException($"{c} has no place here."),
            '~' => (Space("0.28em"), false),
            >= '0' and <= '9' => (Number(), false),
            '-' => ("<mo>−</mo>", false),
            '*' => ("<mo>∗</mo>", false),
            '(' or '[' => ($"<mo stretchy=\"false\">{c}</mo>", false),
            ')' or ']' or '|' => ($"<mo stretchy=\"false\">{c}</mo>", false),
            _ when char.IsLetter(c) => ($"<mi>{HtmlText.Encode(c.ToString())}</mi>", false),
            _ when char.IsHighSurrogate(c) && at < tex.Length => ($"<mi>{HtmlText.Encode(tex.Substring(at++ - 1, 2))}</mi>", false),
            _ => ($"<mo>{HtmlText.Encode(c.ToString())}</mo>", false),
        };
    }

    (string Html, bool Limits) Command()
    {
        var name = Name();
        if (Letters.TryGetValue(name, out var letter))
        {
            return ($"<mi{(char.IsUpper(letter[0]) || !char.IsLetter(letter[0]) ? " mathvariant=\"normal\"" : "")}>{HtmlText.Encode(letter)}</mi>", false);
        }

        if (Operators.TryGetValue(name, out var sign))
        {
            return ($"<mo>{HtmlText.Encode(sign)}</mo>", false);
        }

        if (Large.TryGetValue(name, out var large))
        {
            return ($"<mo>{large}</mo>", large is not ("∫" or "∮"));
        }

        if (Fences.TryGetValue(name, out var fence))
        {
            return ($"<mo stretchy=\"false\">{fence}</mo>", false);
        }

        if (Accents.TryGetValue(name, out var accent))
        {
            return ($"<mover accent=\"true\">{Argument()}<mo stretchy=\"{(name.StartsWith("wide", StringComparison.Ordinal) || name == "overline" ? "true" : "false")}\">{accent}</mo></mover>", false);
        }

        if (Spaces.TryGetValue(name, out var width))
        {
            return (Space(width), false);
        }

        if (Functions.Contains(name))
        {
            return ($"<mo lspace=\"0.1em\" rspace=\"0.17em\">{name}</mo>", name is "min" or "max" or "lim" or "sup" or "inf" or "argmin" or "argmax");
        }

        return name switch
        {
            "frac" or "dfrac" or "tfrac" => ($"<mfrac>{Argument()}{Argument()}</mfrac>", false),
            "sqrt" => (Root(), false),
            "text" or "mathrm" or "operatorname" or "textrm" or "mathit" or "textit" => (Upright(name), false),
            "mathbf" or "boldsymbol" or "bm" => ($"<mrow style=\"font-weight:bold\">{Argument()}</mrow>", false),
            "mathcal" or "mathbb" or "mathsf" => (Argument(), false),
            "left" => (Fenced(), false),
            "big" or "bigl" or "bigr" => (Tall("1.2em"), false),
            "Big" or "Bigl" or "Bigr" => (Tall("1.8em"), false),
            "bigg" or "biggl" or "biggr" => (Tall("2.4em"), false),
            "Bigg" or "Biggl" or "Biggr" => (Tall("3em"), false),
            "displaystyle" or "textstyle" => ("", false),
            "underbrace" => ($"<munder>{Argument()}<mo stretchy=\"true\">⏟</mo></munder>", true),
            "overbrace" => ($"<mover>{Argument()}<mo stretchy=\"true\">⏞</mo></mover>", true),
            " " => (Space("0.28em"), false),
            "begin" => (Environment(), false),
            _ => throw new FormatException($"\\{name} is not known."),
        };
    }

    string Environment()
    {
        var name = Braced();
        var (open, close) = name switch
        {
            "cases" => ("{", ""),
            "pmatrix" => ("(", ")"),
            "bmatrix" => ("[", "]"),
            "matrix" or "aligned" or "align" or "align*" or "array" or "gathered" => ("", ""),
            _ => throw new FormatException($"The environment {name} is not known."),
        };
        var end = $"\\end{{{name}}}";
        var table = new StringBuilder();
        table.Append($"<mrow><mo>{open}</mo><mtable columnalign=\"{(name.StartsWith("align", StringComparison.Ordinal) ? "right left" : "left")}\"><mtr><mtd>");
        for (SkipBlanks(); !tex.AsSpan(at).StartsWith(end); SkipBlanks())
        {
            if (at >= tex.Length)
            {
                throw new FormatException($"The environment {name} does not end.");
            }

            if (tex[at] == '&')
            {
                at++;
                table.Append("</mtd><mtd>");
            }
            else if (tex.AsSpan(at).StartsWith("\\\\"))
            {
                at += 2;
                table.Append("</mtd></mtr><mtr><mtd>");
            }
            else
            {
                table.Append(Scripted());
            }
        }

        at += end.Length;
        return table.Append($"</mtd></mtr></mtable><mo>{close}</mo></mrow>").ToString();
    }

    string Fenced()
    {
        var open = Delimiter();
        var inner = Row("\\right");
        at += "\\right".Length;
        return $"<mrow><mo stretchy=\"true\">{open}</mo>{inner}<mo stretchy=\"true\">{Delimiter()}</mo></mrow>";
    }

    string Tall(string height) => $"<mo stretchy=\"true\" minsize=\"{height}\" maxsize=\"{height}\">{Delimiter()}</mo>";

    string Delimiter()
    {
        SkipBlanks();
        var c = at < tex.Length ? tex[at++] : throw new FormatException("A bracket is missing.");
        return c switch
        {
            '.' => "",
            '\\' => Fences.GetValueOrDefault(Name()) ?? throw new FormatException("An unknown bracket."),
            _ => HtmlText.Encode(c.ToString()),
        };
    }

    string Root()
    {
        SkipBlanks();
        if (at < tex.Length && tex[at] == '[')
        {
            at++;
            var index = Row("]");
            at++;
            return $"<mroot>{Argument()}{index}</mroot>";
        }

        return $"<msqrt>{Argument()}</msqrt>";
    }

    string Upright(string name)
    {
        var text = Braced().Replace("\\%", "%", StringComparison.Ordinal).Replace("\\_", "_", StringComparison.Ordinal)
            .Replace("\\$", "$", StringComparison.Ordinal).Replace("\\&", "&", StringComparison.Ordinal).Replace("\\ ", " ", StringComparison.Ordinal);
        return name is "text" or "textrm" or "textit"
            ? $"<mtext>{HtmlText.Encode(text).Replace(" ", "&#160;", StringComparison.Ordinal)}</mtext>"
            : $"<mi mathvariant=\"normal\">{HtmlText.Encode(text)}</mi>";
    }

    string Braced()
    {
        SkipBlanks();
        var end = at < tex.Length && tex[at] == '{' ? tex.IndexOf('}', at) : -1;
        if (end < 0)
        {
            throw new FormatException("Braces are missing.");
        }

        var text = tex[(at + 1)..end];
        at = end + 1;
        return text.Contains('{', StringComparison.Ordinal) ? throw new FormatException("Braces inside text.") : text;
    }

    string Argument()
    {
        SkipBlanks();
        if (at < tex.Length && tex[at] == '{')
        {
            at++;
            return Group();
        }

        // TeX takes one digit here, not the number.
        return at < tex.Length && char.IsAsciiDigit(tex[at]) ? $"<mn>{tex[at++]}</mn>" : Atom().Html;
    }

    string Group()
    {
        var row = Row("}");
        at++;
        return row;
    }

    string Number()
    {
        var start = at - 1;
        while (at < tex.Length && (char.IsAsciiDigit(tex[at]) || (tex[at] is '.' or ',' && at + 1 < tex.Length && char.IsAsciiDigit(tex[at + 1]))))
        {
            at++;
        }

        return $"<mn>{tex[start..at]}</mn>";
    }

    string Name()
    {
        var start = at;
        while (at < tex.Length && char.IsAsciiLetter(tex[at]))
        {
            at++;
        }

        return at > start ? tex[start..at]
            : at < tex.Length ? tex[at++].ToString()
            : throw new FormatException("The formula ends in a backslash.");
    }

    void SkipBlanks()
    {
        while (at < tex.Length && char.IsWhiteSpace(tex[at]))
        {
            at++;
        }
    }

    static string Space(string width) => $"<mspace width=\"{width}\"></mspace>";

    static FrozenDictionary<string, string> Table(string words)
    {
        var parts = words.Split(' ');
        return Enumerable.Range(0, parts.Length / 2).ToFrozenDictionary(i => parts[2 * i], i => parts[(2 * i) + 1], StringComparer.Ordinal);
    }
}
