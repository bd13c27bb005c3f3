// Light or dark: as the system says, until a person chooses; the choice stays in this browser.

import { changed } from "./store.js";

const KEY = "sandbox-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be forbidden; then the system decides
  }
}

export const isDark = () =>
  document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : system.matches;

export function startTheme() {
  const theme = chosen();
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  system.addEventListener("change", changed);
}

export function toggleTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // not kept, but it holds for this visit
  }
  changed();
}
