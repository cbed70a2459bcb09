(() => {
  const rows = Array.from(document.querySelectorAll("tbody tr"));
  const cells = (row) => Array.from(row.cells, (cell) => cell.textContent).join(" ").toLowerCase();
  const texts = rows.map(cells);
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const search = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, number) => {
      const hides = !wanted.every((word) => texts[number].includes(word));
      if (row.hidden !== hides) row.hidden = hides;
      count += hides ? 0 : 1;
    });
    found.textContent = wanted.length ? `找到 ${count} 份` : "";
  };
  // A search is part of the address: index.html#q=教育 can be linked to, and stays when the page is left and come back to.
  const takeFromAddress = () => {
    words.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    search();
  };
  words.addEventListener("input", () => {
    search();
    const query = words.value ? `#${new URLSearchParams({ q: words.value })}` : "#";
    history.replaceState(null, "", query);
  });
  window.addEventListener("hashchange", takeFromAddress);
  document.getElementById("search").hidden = false;
  takeFromAddress();
})();
