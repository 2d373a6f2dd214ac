import { whenNpmIsGone } from './starter.mjs'

/**
 * Stops the server in order at the first signal; the answer is aborted from then on.
 *
 * Only Ctrl-C pressed again breaks the stop off: SIGTERM reaches a whole group of processes and is passed on by the
 * process that started this one, so that it often comes twice.
 */
export function stopOnSignal(server, host, say) {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    say('\n正在停止… Stopping…')
    server.stop().then(
      () => host.exit(0),
      () => host.exit(1),
    )
  }
  host.on('SIGINT', () => (stopping.signal.aborted ? host.exit(130) : stop()))
  host.on('SIGTERM', stop)
  whenNpmIsGone(host, stop)
  // Started by another Node: when that one is gone, so are we.
  if (host.send) {
    host.on('disconnect', stop)
    if (!host.connected) stop()
  }
  return stopping.signal
}
