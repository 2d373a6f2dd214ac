import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { problemOf } from '../api/call.ts'
import { router } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && problemOf(error) === undefined, staleTime: 5_000 },
  },
})

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}
