/**
 * The promises and questions of the tip form, version by version. Its hash is bound into every tip: an officer knows which
 * text the reporter was shown. A changed sentence is a new version; old ones stay, so that old tips still open.
 */
export const FORM_VERSION = 2;
export const FORM_TEXTS: Readonly<Record<number, string>> = {
  1: [
    '您写的内容和照片在您的手机上加密后才发出，只有本地举报受理员能解开；网站服务器和运营方看不到。',
    '不加密、立即用于派单的只有：隐患类别、街道乡镇、是否正在发生危险、是否有人伤亡、举报方式、日期。',
    '服务器不随举报保存您的网络地址。网络运营者仍可能知道您访问过本站。',
    '回执码只显示这一次，是查看结果的唯一凭据，遗失无法找回。',
    '情况紧急请先拨打 119 或 12350。',
  ].join('\n'),
  // Days of keeping are the tenant's own and stand beside this text, not in it.
  2: [
    '您写的内容和附件在您的手机上加密后才发出，只有经手这件举报的受理、核查人员能解开；网站服务器和运营方看不到。',
    '不加密、立即用于派单的只有：隐患类别、街道乡镇、是否正有危险、是否有人伤亡、是不是举报收件单位、举报方式、日期。',
    '选“姓名封存”的，姓名和电话另外加密成两半，由纪检监察和姓名保管两个岗位各管一半；两边都同意才能打开，每次打开都留记录。',
    '凭回执码可以看进度、收答复、补充情况，往来也都加密；答复带经办人员的签名，换不了、改不了。',
    '回执码遗失无法找回；怕被人看到过，可以凭它换一个新的，旧的当即作废。',
    '服务器不随举报保存您的网络地址。网络运营者仍可能知道您访问过本站。',
    '办结以后，加密的内容到期销毁。',
  ].join('\n'),
};
/** SHA-256 of FORM_TEXTS[FORM_VERSION], lower-case hex; the test recomputes it. */
export const FORM_HASH = 'd8aa8d92eca74e305ce2756c8b445f8badabbf7590094988367110f03b761f74';
