/** The answers of the load balancer itself: whole HTTP messages, as HAProxy's `errorfile` wants them. */
export const ERROR_PAGES: ReadonlyMap<number, string> = new Map([
  [400, page('400 Bad Request', 'Bad request', 'The request names no host, or none that can be understood.')],
  [404, page('404 Not Found', 'No such site', 'There is no site of this name here.')],
  [502, page('502 Bad Gateway', 'The site gave no answer', 'Please try again in a moment.')],
  [503, page('503 Service Unavailable', 'The site is away', 'Please try again in a moment.')],
  [504, page('504 Gateway Timeout', 'The site takes too long', 'Please try again in a moment.')],
]);

function page(status: string, title: string, text: string): string {
  const body = [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${title}</title></head>`,
    `<body><h1>${title}</h1><p>${text}</p></body>`,
    '</html>',
    '',
  ].join('\n');
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
