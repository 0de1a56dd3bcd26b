/** What is asked for cannot be served; the message says why, to whoever asked. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
