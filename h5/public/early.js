// On the first page: asks for what it will show while the page's own script is still on its way. See src/api/early.ts.
if (/^\/m\/?$/.test(location.pathname)) {
  const ask = (url) =>
    fetch(url, { headers: { accept: 'application/json', 'x-puhui-client': 'h5' }, credentials: 'include' })
      // Read to its end even if nobody asks for it: what is left unread keeps its connection open.
      .then(async (answer) => new Response(await answer.blob(), answer))
      .catch(() => undefined)
  const urls = ['/api/public/products', '/api/session', '/api/status']
  globalThis.puhuiEarly = new Map(urls.map((url) => [url, ask(url)]))
}
