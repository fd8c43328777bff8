// Read by the layout, which makes some of its parts late; nothing is loaded from elsewhere.
function reachable() {
  // The menu of themes is a link without an address: say that it is a button.
  document.querySelectorAll('a[data-bs-toggle]:not([href])').forEach(link => {
    link.setAttribute('role', 'button');
    link.tabIndex = 0;
  });
  // What scrolls can be scrolled by keyboard.
  document.querySelectorAll('pre, pre > code, div.math, mjx-container[display=true], article table, .affix, .toc').forEach(part => {
    if (!part.hasAttribute('tabindex') && part.scrollWidth > part.clientWidth + 1) part.tabIndex = 0;
  });
}
export default {
  start: () => {
    new MutationObserver(reachable).observe(document.body, { childList: true, subtree: true });
    addEventListener('resize', reachable);
    reachable();
  }
}
