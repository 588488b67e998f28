import type { ThemeConfig } from 'antd';

/** Neutral greys and one deep blue. Red, orange, yellow and blue of risk grades are used by Tag components alone. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f3d6e',
    colorInfo: '#1f3d6e',
    // What is made out of so dark a blue is a grey that looks switched off.
    colorInfoBg: '#eaf0f9',
    colorInfoBorder: '#b7c8e2',
    colorLink: '#1f4e9c',
    colorTextBase: '#1c2430',
    colorTextPlaceholder: '#667080',
    colorTextDescription: '#5b6472',
    colorTextTertiary: '#5b6472',
    colorTextQuaternary: '#667080',
    colorError: '#b3261e',
    colorBgLayout: '#f3f4f6',
    borderRadius: 4,
    fontSize: 14,
    fontFamily: "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
    // Calm, and quick on an office's old machines; nothing waits for an animation that never ends.
    motion: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#16294a', headerHeight: 52, headerPadding: '0 16px' },
    Menu: { darkItemBg: '#16294a', darkItemSelectedBg: '#2b4a80', darkSubMenuItemBg: '#16294a', itemHeight: 40 },
    Table: { headerBg: '#eef0f4', cellPaddingBlockMD: 8 },
  },
};
