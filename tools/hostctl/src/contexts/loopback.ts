/** Whether an address is this machine, by its very name: what it resolves to is somebody else's word. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
