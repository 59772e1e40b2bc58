"use strict";
// What a page does in the browser beyond Streamlit: it is run once, however often pages are shown again.
if (!window.datastory) {
  window.datastory = true;
  const STORY = "/story", STATUS = "/status";
  const UNFOLDED_MS = 700; // that a fold takes to open
  const NARROW = 768; // px: under it the menu lies over the page

  // ---- the way back: a page switch is one step, and a job that became a story is none ----
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  history.pushState = (state, unused, address) => {
    const to = new URL(address ?? location.href, location.href);
    const names = to.searchParams.has("job") || to.searchParams.has("story");
    const isOf = (path) => to.pathname.endsWith(path);
    if (location.pathname.endsWith(STATUS) && to.searchParams.has("story")) replace(state, unused, address);
    else if (!names || isOf(STORY) || isOf(STATUS)) push(state, unused, address);
  };

  // ---- places on the page: links to them also open what they are folded into, and take the keyboard along ----
  function goTo(name) {
    const place = name && document.getElementById(name);
    if (!place) return false;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      if (!fold.open) fold.querySelector("summary").click();
    }
    place.tabIndex = -1;
    settle(place, performance.now() + UNFOLDED_MS);
    return true;
  }
  // What is being unfolded can't have the focus at once, and moves until it is open. No smooth scrolling: a chart that
  // is drawn meanwhile would end it on the way.
  function settle(place, until, arrived = false) {
    if (!arrived) place.focus({ preventScroll: true });
    const isHere = document.activeElement === place;
    if (arrived && !isHere) return; // its reader has gone on
    place.scrollIntoView();
    const unfolds = !isHere || place.closest("details") !== null;
    if (unfolds && performance.now() < until) requestAnimationFrame(() => settle(place, until, isHere));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.stHtml a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    replace(history.state, "", link.hash);
    if (!goTo(link.hash.slice(1))) sought = link.hash.slice(1); // it is on its way
  });
  let sought = decodeURIComponent(location.hash.slice(1));

  // ---- a phone's menu closes behind whoever has chosen from it ----
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[data-testid="stSidebarNavLink"]') && window.innerWidth <= NARROW) {
      document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    }
  });

  // ---- what is said aloud: where one has arrived, and whether the server is there ----
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  said.className = "ds-hidden";
  document.body.append(said);
  function place() { // what is searched for or sorted by on a page leads nowhere else
    const names = new URLSearchParams(location.search);
    return [location.pathname, ...["job", "story", "before"].map((name) => names.get(name))].join();
  }
  let shown = place(), away = false;
  function arrive() {
    const here = place();
    const title = document.querySelector(".ds-head h1");
    if (title && here !== shown && title !== arrive.last) {
      shown = here;
      arrive.last = title;
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      said.textContent = title.textContent;
    }
    const lost = document.querySelector('[data-testid="stConnectionStatus"]') !== null;
    if (lost !== away) said.textContent = lost ? "Reconnecting" : "Connected again";
    away = lost;
  }

  // ---- the rest of a story once its first chart is there, or sooner for whoever wants to go there ----
  let goesOn = false, awaited = null, awaitedSince = 0;
  document.addEventListener("scroll", () => { goesOn = true; }, { capture: true, passive: true });
  const isFirstDrawn = () => document.getElementById("first-chart") === null || document.querySelector(".js-plotly-plot .main-svg") !== null;
  function restOfStory(now) {
    const button = document.querySelector(".st-key-rest button:not([disabled])");
    if (button !== awaited) { awaited = button; awaitedSince = now; goesOn = false; }
    const isWanted = goesOn || sought || isFirstDrawn() || now - awaitedSince > PATIENCE_MS; // a chart may never come
    return isWanted ? button : null;
  }

  // ---- charts: those in sight are asked for first, the others one by one while nothing else happens ----
  // Only when the server has had nothing to do for two beats, and not just after the reader has pressed something: what
  // is asked for while a click leads to another page would name the page before.
  const BEAT_MS = 200, HEED_MS = 1500, PATIENCE_MS = 5000;
  const PRESSED = "button, a, input, textarea, select, summary, [role]";
  let pressed = -Infinity, rested = 0, asked = null, askedAt = 0;
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, (event) => {
      if (event.isTrusted && event.target.closest?.(PRESSED)) pressed = performance.now();
    }, true);
  }
  // Back leads to another page as well: without this, charts were asked for 15 to 530 ms after it in 3 of 6 tries.
  window.addEventListener("popstate", () => { pressed = performance.now(); });
  const rests = () => document.querySelector('.stApp[data-test-script-state="notRunning"]') !== null;
  function nextChart() {
    const open = [...document.querySelectorAll('[class*="st-key-draw-"] button:not([disabled])')]
      .filter((button) => button.offsetParent !== null);
    const inSight = (button) => button.getBoundingClientRect().bottom > 0 && button.getBoundingClientRect().top < innerHeight;
    return open.find(inSight) ?? open[0];
  }
  setInterval(() => {
    const now = performance.now();
    rested = rests() ? rested + 1 : 0;
    if (rested < 2 || now - pressed < HEED_MS || document.hidden) return;
    if (asked?.isConnected && now - askedAt < PATIENCE_MS) return;
    asked = restOfStory(now) ?? (isFirstDrawn() ? nextChart() : null);
    askedAt = now;
    asked?.click();
  }, BEAT_MS);

  // ---- while the server is away, what is there can be read: the dialog that style.css hides would hold it fast ----
  setInterval(() => {
    if (!document.querySelector('[data-testid="stConnectionStatus"]')) return;
    for (const held of document.querySelectorAll("[inert]")) held.inert = false;
    document.getElementById("root")?.removeAttribute("aria-hidden");
  }, BEAT_MS);

  // ---- a job that is done leads to its story, once: by its link, which first stops the page's own looking again ----
  const read = new Set();
  let wentAt = -Infinity;
  function goOn() {
    const storyOf = (address) => new URL(address).searchParams.get("story");
    if (location.pathname.endsWith(STORY)) read.add(storyOf(location.href));
    const link = document.querySelector(".st-key-done a");
    if (!link || read.has(storyOf(link.href)) || performance.now() - wentAt < PATIENCE_MS) return;
    wentAt = performance.now();
    link.click();
  }
  setInterval(goOn, BEAT_MS);

  // ---- the list of contents follows ----
  function follow() {
    const links = [...document.querySelectorAll(".ds-contents a[href^='#']")];
    if (!links.length) return;
    const passed = (link) => document.getElementById(link.hash.slice(1))?.getBoundingClientRect().top < innerHeight / 3;
    const current = links.filter(passed).pop();
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  let frame = 0;
  document.addEventListener("scroll", () => {
    frame ||= requestAnimationFrame(() => { frame = 0; follow(); });
  }, { capture: true, passive: true });

  // ---- a proof's query: coloured and copied once it is opened ----
  const KEYWORDS = /\b(SELECT|FROM|WHERE|GROUP|ORDER|BY|AS|AND|OR|NOT|IS|NULL|FILTER|CASE|WHEN|THEN|ELSE|END|WITH|JOIN|LEFT|ON|OVER|PARTITION|HAVING|LIMIT|IN|BETWEEN|CAST|DISTINCT|UNION|ALL|LIKE)\b/g;
  const TOKENS = { "ds-string": /'(?:[^']|'')*'/g, "ds-number": /\b\d+(?:\.\d+)?\b/g, "ds-keyword": KEYWORDS };
  function colour(code) {
    if (!window.Highlight || code.dataset.coloured) return;
    code.dataset.coloured = "true";
    const text = code.firstChild;
    for (const [name, pattern] of Object.entries(TOKENS)) {
      const ranges = CSS.highlights.get(name) ?? new Highlight();
      ranges.priority = name === "ds-string" ? 1 : 0; // what looks like a keyword in a string is none
      for (const match of text.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        ranges.add(range);
      }
      CSS.highlights.set(name, ranges);
    }
  }
  function offerCopy(box) {
    if (!navigator.clipboard || box.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-copy";
    button.textContent = "Copy the query";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("pre").textContent);
      button.textContent = said.textContent = "Copied";
    });
    box.append(button);
  }

  // ---- what is folded away comes as text, and becomes a table once it is unfolded ----
  const WITH_ROW_HEADS = ".ds-values, .ds-columns", WITHOUT_HEAD = ".ds-values";
  function row(cells, heads) {
    const line = document.createElement("tr");
    cells.forEach((text, place) => {
      const cell = document.createElement(place < heads ? "th" : "td");
      if (cell.tagName === "TH") cell.scope = heads > 1 ? "col" : "row";
      cell.dir = "auto";
      cell.textContent = text;
      line.append(cell);
    });
    return line;
  }
  function tabulate(text) {
    const lines = text.textContent.split("\n").map((line) => line.split("\t"));
    const table = document.createElement("table");
    table.className = text.className.replace("ds-rows", "").trim();
    if (text.dataset.caption) table.createCaption().textContent = text.dataset.caption;
    if (!text.matches(WITHOUT_HEAD)) table.createTHead().append(row(lines.shift(), Infinity));
    table.createTBody().append(...lines.map((cells) => row(cells, text.matches(WITH_ROW_HEADS) ? 1 : 0)));
    const scroll = document.createElement("div");
    scroll.className = "ds-scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", text.closest("details").querySelector("summary").textContent);
    scroll.append(table);
    text.replaceWith(scroll);
  }
  const tabulateIn = (box) => { for (const text of box.querySelectorAll("pre.ds-rows")) tabulate(text); };

  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (!box.open || !box.matches?.(".stHtml details")) return;
    tabulateIn(box);
    if (!box.matches(".ds-proof-fold")) return;
    colour(box.querySelector("pre code"));
    offerCopy(box);
  }, true);

  // ---- on paper, what is folded is open, but for proofs, and for the data of charts that are drawn ----
  // A drawing is as wide as the window made it: with a viewBox it shrinks to the paper, where it would be cut off.
  let opened = [], fitted = [];
  const isDrawn = (data) => data.closest('[data-testid="stVerticalBlock"]')?.querySelector(".js-plotly-plot .main-svg");
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".stHtml details:not([open]):not(.ds-proof-fold)")]
      .filter((fold) => !fold.matches(".ds-chart-data") || !isDrawn(fold));
    for (const fold of opened) { fold.open = true; tabulateIn(fold); }
    fitted = [...document.querySelectorAll(".js-plotly-plot .main-svg")].filter((svg) => !svg.hasAttribute("viewBox"));
    for (const svg of fitted) {
      svg.setAttribute("viewBox", `0 0 ${svg.width.baseVal.value} ${svg.height.baseVal.value}`);
      svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    }
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    for (const svg of fitted) for (const name of ["viewBox", "preserveAspectRatio"]) svg.removeAttribute(name);
  });

  let due = 0;
  new MutationObserver(() => {
    due ||= setTimeout(() => {
      due = 0;
      if (sought && goTo(sought)) sought = "";
      arrive();
      goOn();
      follow();
    }, 50);
  }).observe(document.body, { childList: true, subtree: true });
}
