import { type ReactNode, useEffect, useRef, useState } from 'react'

/** Holds what may be wider than the page. When it is, the keyboard can reach it and scroll it. */
export function ScrollBox({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  const [isWide, setWide] = useState(false)
  useEffect(() => {
    const here = box.current
    if (!here) return
    const measure = () => setWide(here.scrollWidth > here.clientWidth)
    const watch = new ResizeObserver(measure)
    watch.observe(here)
    if (here.firstElementChild) watch.observe(here.firstElementChild)
    return () => watch.disconnect()
  }, [])
  return (
    <section ref={box} className="table-scroll" aria-label={label} {...(isWide ? { tabIndex: 0 } : {})}>
      {children}
    </section>
  )
}
