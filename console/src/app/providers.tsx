import { QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useMemo } from 'react'
import { queryClient } from '../api/hooks.ts'
import { antdTheme } from '../theme/antd-theme.ts'
import { useAppearance } from '../theme/appearance.ts'

export function Providers({ children }: { readonly children: ReactNode }) {
  const { isDark, text, density, locale } = useAppearance()
  const theme = useMemo(
    () => antdTheme({ isDark, isLarge: text === 'large', isCompact: density === 'compact' }),
    [isDark, text, density],
  )
  dayjs.locale(locale === 'zh' ? 'zh-cn' : 'en')
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        theme={theme}
        locale={locale === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <App message={{ maxCount: 3 }} className="app">
          {children}
        </App>
      </ConfigProvider>
    </QueryClientProvider>
  )
}
