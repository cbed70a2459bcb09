(() => {
  const rows = Array.from(document.querySelectorAll("tbody tr"));
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const search = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, number) => {
      row.hidden = !wanted.every((word) => texts[number].includes(word));
      count += row.hidden ? 0 : 1;
    });
    found.textContent = wanted.length ? `找到 ${count} 份` : "";
  };
  words.addEventListener("input", search);
  document.getElementById("search").hidden = false;
})();
