import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Host } from '../host.ts'

/** What the server says before the platform stands: a page for people, the status for programs. */
export function answerWhileStarting(host: Host, request: IncomingMessage, response: ServerResponse): ServerResponse {
  const path = (request.url ?? '/').split('?')[0]
  response.setHeader('cache-control', 'no-store')
  if (path === '/health/live') return end(response, 200, 'application/json', '{"live":true}')
  if (path === '/starting.js') return end(response, 200, 'text/javascript; charset=utf-8', SCRIPT)
  if (path === '/starting.css') return end(response, 200, 'text/css; charset=utf-8', STYLE)
  if (path === '/starting.json' || path === '/api/status')
    return end(response, 200, 'application/json', JSON.stringify(statusOf(host)))
  if (path?.startsWith('/api/') || path?.startsWith('/health/'))
    return end(response, 503, 'application/problem+json', JSON.stringify(PROBLEM))
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'",
  )
  return end(response, 200, 'text/html; charset=utf-8', PAGE)
}

function statusOf(host: Host): unknown {
  const { readiness, progress, version } = host
  const nothingYet = {
    businessOn: null,
    now: null,
    lenderName: { zh: '普惠', en: 'Puhui' },
    lenderKind: 'consumer_finance_company',
    hasTestClock: false,
    hasDemoData: false,
  }
  return { version, mode: 'demo', readiness, progress, ...nothingYet }
}

function end(response: ServerResponse, status: number, type: string, body: string): ServerResponse {
  return response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(body)
}

const PROBLEM = { type: 'about:blank', title: '正在启动 Starting', status: 503, code: 'platform.unavailable' }

const PAGE = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>普惠 Puhui</title><link rel="stylesheet" href="/starting.css"></head>
<body><main><h1>普惠 <small>Puhui</small></h1>
<p id="note-zh" role="status">正在启动…</p><p id="note-en" lang="en">Starting…</p>
<progress id="bar" max="100"></progress></main><script src="/starting.js"></script></body></html>`

const STYLE = `:root{color-scheme:light dark;font-family:system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center}main{width:min(28rem,86vw)}
h1{font-weight:600;letter-spacing:.04em}small{font-weight:400;opacity:.6}p{margin:.25rem 0;line-height:1.6}p[lang=en]{opacity:.7}
progress{width:100%;height:.5rem;margin-top:1rem;accent-color:#0f6b5c}`

const SCRIPT = `const bar=document.getElementById('bar');
async function look(){try{const s=await (await fetch('/starting.json',{cache:'no-store'})).json();
if(s.readiness==='ready'){location.reload();return}
if(s.progress){document.getElementById('note-zh').textContent=s.progress.note.zh;document.getElementById('note-en').textContent=s.progress.note.en;
if(s.progress.total>0){bar.value=Math.round(100*s.progress.done/s.progress.total)}else{bar.removeAttribute('value')}}
if(s.readiness==='failed'){bar.hidden=true;return}}catch{}
setTimeout(look,700)}look()`
