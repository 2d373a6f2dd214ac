// On the first page: asks for what it will show while the page's own script is still on its way. See src/api/early.ts.
if (/^\/m\/?$/.test(location.pathname)) {
  const ask = (url) =>
    fetch(url, { headers: { accept: 'application/json', 'x-puhui-client': 'h5' }, credentials: 'include' }).catch(
      () => undefined,
    )
  const urls = ['/api/public/products', '/api/session', '/api/status']
  globalThis.puhuiEarly = new Map(urls.map((url) => [url, ask(url)]))
}
