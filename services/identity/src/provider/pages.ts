/*
 * What people see of the provider: plain HTML that works without scripts, its style within. Forms that the provider itself makes have
 * no button; ours name them by their id.
 */

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 15vh auto; padding: 0 1rem; color: #1a1a1a; background: #fafafa }
  h1 { font-size: 1.4rem } label { display: block; margin-top: 1rem; font-weight: 600 }
  input[type=text], input[type=password] { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #767676; border-radius: .25rem }
  button { margin: 1.5rem .5rem 0 0; font: inherit; padding: .5rem 1.25rem; border: 1px solid #0b57d0; border-radius: .25rem; background: #0b57d0; color: #fff }
  button.quiet { background: none; color: #0b57d0 } :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px }
  [role=alert] { border-left: 4px solid #b3261e; padding-left: .75rem } code { font-size: 1.5rem; letter-spacing: .1em }
  @media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } input { color: inherit; background: #222 } button.quiet { color: #a8c7fa } }
`;

export interface LoginForm {
  readonly action: string;
  readonly csrf: string;
  /** What was typed before. */
  readonly name?: string;
  /** Why the last try did not do. */
  readonly error?: string;
}

export function loginPage({ action, csrf, name = '', error }: LoginForm): string {
  const described = error === undefined ? '' : ' aria-describedby="error" aria-invalid="true"';
  return page(
    'Log in',
    `${error === undefined ? '' : `<p role="alert" id="error">${escaped(error)}</p>`}
    <form method="post" action="${escaped(action)}">
      <input type="hidden" name="csrf" value="${escaped(csrf)}">
      <label for="name">Email address or user name</label>
      <input id="name" name="name" type="text" value="${escaped(name)}" required maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false"${name ? '' : ' autofocus'}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" required maxlength="256" autocomplete="current-password"${described}${name ? ' autofocus' : ''}>
      <button type="submit">Log in</button>
    </form>`,
  );
}

export function deviceCodePage(form: string, wrong: boolean): string {
  return page(
    'Log a device in',
    `${wrong ? '<p role="alert">That is not a code that waits to be entered. Look at the device again.</p>' : '<p>Enter the code that the device shows.</p>'}
    ${withLabel(form)}<button type="submit" form="op.deviceInputForm">Go on</button>`,
  );
}

/** The provider’s field has no label, and a handler that no page of ours lets run. */
function withLabel(form: string): string {
  return form
    .replace(/ onfocus="[^"]*"/, '')
    .replace('type="text"', 'type="text" aria-label="Code"')
    .replace('</input>', '');
}

export function deviceConfirmPage(form: string, client: string, code: string): string {
  return page(
    `Let ${client} act for you?`,
    `<p>Go on only if you have just started this yourself, and the device shows</p><p><code>${escaped(code)}</code></p>
    ${form}<button type="submit" form="op.deviceConfirmForm">Go on</button>
    <button class="quiet" type="submit" form="op.deviceConfirmForm" value="yes" name="abort">It was not me</button>`,
  );
}

export function deviceDonePage(): string {
  return page('You are logged in', '<p>Go back to the device; this page can be closed.</p>');
}

export function logoutPage(form: string): string {
  return page(
    'Log out?',
    `${form}<button type="submit" form="op.logoutForm" value="yes" name="logout">Log out</button>
    <button class="quiet" type="submit" form="op.logoutForm">Stay</button>`,
  );
}

export function logoutDonePage(): string {
  return page('You are logged out', '<p>This page can be closed.</p>');
}

export function errorPage(error: string, description = ''): string {
  return page(
    'That did not work',
    `<p role="alert">${escaped(description || error)}</p><p>Start again where you came from.</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Freehold</title>
<style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
