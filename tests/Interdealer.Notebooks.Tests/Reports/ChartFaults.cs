using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>What a reader could not read in the charts of a page: measured where the browser drew each text.</summary>
internal static class ChartFaults
{
    // Labels in the plot may touch marks; titles, legends, axis titles and sources stand apart from each other and within the picture. Names along an axis
    // may be turned, and the box around a turned text says little: they are held to the picture and to what is not an axis.
    const string Script = """
        [...document.querySelectorAll('.chart')].flatMap((chart, number) => {
          const name = `chart ${number + 1} (${chart.getAttribute('aria-label')})`;
          if (!chart.querySelector('.main-svg')) return [`${name} is blank`];
          const page = chart.querySelector('.main-svg').getBoundingClientRect(), annotations = chart.layout.annotations ?? [];
          const kind = text => text.closest('[class^=legend]') ? 'legend' : text.closest('.g-gtitle') ? 'title' : /[xy]\d*title/.test(text.getAttribute('class') ?? '') ? 'axis'
            : text.closest('.annotation') ? annotations[text.closest('.annotation').dataset.index]?.name ?? 'label' : text.closest('.slider-container') ? 'slider' : 'other';
          const texts = [...chart.querySelectorAll('.main-svg text')].filter(text => text.textContent.trim() && text.getBoundingClientRect().width > 0 && !text.closest('.hoverlayer, .modebar'))
            .map(text => ({ kind: kind(text), at: text.getBoundingClientRect(), words: text.textContent.trim() }));
          const apart = texts.filter(text => ['legend', 'title', 'axis', 'panel', 'source', 'slider'].includes(text.kind));
          return [
            ...texts.filter(({ at }) => at.left < page.left - 2 || at.right > page.right + 2 || at.top < page.top - 2 || at.bottom > page.bottom + 2).map(text => `${name}: "${text.words}" is cut off`),
            ...apart.flatMap((one, i) => apart.slice(i + 1)
              .filter(({ at }) => Math.min(one.at.right, at.right) - Math.max(one.at.left, at.left) > 2 && Math.min(one.at.bottom, at.bottom) - Math.max(one.at.top, at.top) > 4)
              .map(other => `${name}: ${one.kind} "${one.words}" on ${other.kind} "${other.words}"`)),
          ];
        })
        """;

    internal static Task<string[]> Of(IPage page) => page.EvaluateAsync<string[]>(Script);
}
