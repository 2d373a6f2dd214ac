/** Why the platform does not start, in words for the person at the terminal; no stack, no log line. */
export class StartRefused extends Error {}
