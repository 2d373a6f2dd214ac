import { control, dark, fontStack, largeText, light, monoStack, normalText, type Palette, radius } from '@puhui/design'
import { type ThemeConfig, theme } from 'antd'

interface Look {
  readonly isDark: boolean
  readonly isLarge: boolean
  readonly isCompact: boolean
}

/** The tokens of `@puhui/design` in the words of antd. Colours are set after its algorithm, which would bend them. */
export function antdTheme({ isDark, isLarge, isCompact }: Look): ThemeConfig {
  const palette = isDark ? dark : light
  const type = isLarge ? largeText : normalText
  const algorithm = isDark ? theme.darkAlgorithm : theme.defaultAlgorithm
  return {
    algorithm: (seed) => ({ ...algorithm(seed), ...colours(palette) }),
    cssVar: { key: 'puhui' },
    hashed: false,
    token: {
      fontFamily: fontStack,
      fontFamilyCode: monoStack,
      fontSize: type.body,
      borderRadius: radius.base,
      borderRadiusLG: radius.large,
      borderRadiusSM: radius.small,
      controlHeight: isLarge ? control.touch : control.base,
      controlHeightSM: isLarge ? control.base : control.compact,
      wireframe: false,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      linkDecoration: 'underline',
      linkHoverDecoration: 'underline',
      colorTextPlaceholder: palette.textFaint,
      colorTextDescription: palette.textFaint,
      controlItemBgActive: palette.selected,
      controlItemBgActiveHover: palette.selected,
      controlItemBgHover: palette.hover,
      controlOutline: palette.primarySoft,
    },
    components: components(palette, isCompact),
  }
}

function colours(palette: Palette) {
  const { tone } = palette
  return {
    colorPrimary: palette.primary,
    colorPrimaryHover: palette.primaryHover,
    colorPrimaryActive: palette.primaryPressed,
    colorPrimaryBg: palette.primarySoft,
    colorPrimaryBgHover: palette.selected,
    colorPrimaryBorder: palette.primary,
    colorPrimaryBorderHover: palette.primaryHover,
    colorPrimaryText: palette.primary,
    colorPrimaryTextHover: palette.primaryHover,
    colorPrimaryTextActive: palette.primaryPressed,
    colorLink: palette.primary,
    colorLinkHover: palette.primaryHover,
    colorLinkActive: palette.primaryPressed,
    colorInfo: tone.info.strong,
    colorInfoBg: tone.info.soft,
    colorInfoBorder: tone.info.soft,
    colorInfoText: tone.info.text,
    colorSuccess: tone.good.strong,
    colorSuccessBg: tone.good.soft,
    colorSuccessBorder: tone.good.soft,
    colorSuccessText: tone.good.text,
    colorWarning: tone.attention.strong,
    colorWarningBg: tone.attention.soft,
    colorWarningBorder: tone.attention.soft,
    colorWarningText: tone.attention.text,
    colorError: tone.bad.strong,
    colorErrorHover: tone.bad.strong,
    colorErrorActive: tone.bad.text,
    colorErrorBg: tone.bad.soft,
    colorErrorBorder: tone.bad.soft,
    colorErrorText: tone.bad.text,
    colorText: palette.text,
    colorTextBase: palette.text,
    colorTextSecondary: palette.textSoft,
    colorTextTertiary: palette.textFaint,
    colorTextQuaternary: palette.textFaint,
    colorBgBase: palette.surface,
    colorBgContainer: palette.surface,
    colorBgElevated: palette.raised,
    colorBgLayout: palette.page,
    colorBgSpotlight: palette.text,
    colorBgSolid: palette.primary,
    colorBorder: palette.border,
    colorBorderSecondary: palette.border,
    colorBorderDisabled: palette.border,
    colorFill: palette.border,
    colorFillSecondary: palette.hover,
    colorFillTertiary: palette.hover,
    colorFillQuaternary: palette.sunken,
    colorWhite: palette.onPrimary,
  }
}

function components(palette: Palette, isCompact: boolean): NonNullable<ThemeConfig['components']> {
  return {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Table: {
      headerBg: palette.sunken,
      headerColor: palette.textSoft,
      headerSplitColor: 'transparent',
      headerSortActiveBg: palette.sunken,
      headerSortHoverBg: palette.hover,
      bodySortBg: 'transparent',
      rowHoverBg: palette.hover,
      rowSelectedBg: palette.selected,
      rowSelectedHoverBg: palette.selected,
      cellPaddingBlock: isCompact ? 7 : 12,
      cellPaddingInline: 12,
    },
    Tabs: { titleFontSize: 14, horizontalItemGutter: 24, horizontalMargin: '0 0 16px 0' },
    Card: { headerBg: 'transparent' },
    Modal: { contentBg: palette.raised, headerBg: palette.raised },
    Tooltip: { colorBgSpotlight: palette.text },
    Input: { activeShadow: 'none' },
    Tour: { zIndexPopup: 1100 },
  }
}
