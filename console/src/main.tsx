import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import 'virtual:design-tokens.css'
import './theme/base.css'
import './shell/shell.css'
import './ui/ui.css'
import { Providers } from './app/providers.tsx'
import { router } from './app/router.tsx'

const place = document.getElementById('root')
if (place) {
  createRoot(place).render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  )
}
