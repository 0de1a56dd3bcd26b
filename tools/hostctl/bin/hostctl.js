#!/usr/bin/env node
// npm links a program only when its file exists, and dist/ does not before the first build.
await import('../dist/main.js');
