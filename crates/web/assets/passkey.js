// Passkeys: asks the server for a question, the device for the answer, and sends the form with it. Without this script the
// forms stay hidden or say that the password is the way.
"use strict";

(() => {
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

  // What devices take and give are bytes; what is sent is text.
  async function make({ publicKey }) {
    const user = { ...publicKey.user, id: bytes(publicKey.user.id) };
    const question = { ...publicKey, user, challenge: bytes(publicKey.challenge), excludeCredentials: named(publicKey.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey: question });
    const { attestationObject, clientDataJSON } = made.response;
    const response = { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) };
    return { id: made.id, rawId: text(made.rawId), type: made.type, extensions: {}, response };
  }

  async function use({ publicKey }) {
    const question = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) };
    const used = await navigator.credentials.get({ publicKey: question });
    const { authenticatorData, clientDataJSON, signature, userHandle } = used.response;
    const response = {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle && text(userHandle),
    };
    return { id: used.id, rawId: text(used.rawId), type: used.type, extensions: {}, response };
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const fault = form.querySelector("[data-passkey-fault]");
    let busy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (busy) return;
      busy = true;
      fault.hidden = true;
      try {
        const body = new URLSearchParams(new FormData(form));
        const asked = await fetch(`${form.action}/begin`, { method: "POST", body, credentials: "same-origin" });
        if (asked.ok) {
          const question = await asked.json();
          const answer = form.dataset.passkey === "make" ? await make(question) : await use(question);
          form.elements.credential.value = JSON.stringify(answer);
        }
        // A refused question is answered by the page itself, beside the field it is about.
        form.submit();
      } catch {
        fault.hidden = false;
        busy = false;
      }
    });
  }
})();
