/** Waits, as a process. */
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
