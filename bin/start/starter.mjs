const LOOK_EVERY_MS = 500

/**
 * Acts once the `npm start` or `npx` that began this process has been ended: npm hands SIGTERM to a shell of its own,
 * which ends and tells nobody.
 */
export function whenNpmIsGone(host, act) {
  if (!['start', 'npx'].includes(host.env?.npm_lifecycle_event)) return
  const starter = host.ppid
  const timer = setInterval(() => {
    if (host.ppid === starter) return
    clearInterval(timer)
    act()
  }, LOOK_EVERY_MS)
  timer.unref()
}
