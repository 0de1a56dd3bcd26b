import { page } from './nginx-config.js';
import type { Site } from './site.js';

/** What a new webroot serves until its owner puts something there. */
export function welcomePage(site: Site): string {
  if (!site.php) return html(site.hostnames[0] ?? 'Welcome', 'index.html', 'static files');
  return html("<?= htmlspecialchars($_SERVER['HTTP_HOST'] ?? '') ?>", 'index.php', 'PHP <?= PHP_VERSION ?>');
}

function html(title: string, file: string, runtime: string): string {
  return `${page(title, `It works: ${runtime}. This page stays until you replace <code>${file}</code>.`)}\n`;
}
