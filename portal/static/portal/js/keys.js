// Ties the forms that make or use a passkey to allauth's script, and tells people when their browser did not.
(() => {
  const ways = window.allauth?.webauthn?.forms;
  if (!ways || !window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("[data-key-form]")) {
    ways[form.dataset.keyForm]({ ids: JSON.parse(form.dataset.keyIds) });
  }
  for (const button of document.querySelectorAll("[data-key-button]")) button.hidden = false;
  document.addEventListener("allauth.error", (event) => {
    const place = document.querySelector("[data-key-problem]");
    if (!place) return;
    event.preventDefault();
    place.textContent = place.dataset.keyProblem;
  });
})();
