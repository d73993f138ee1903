import type { PartStrings } from '../part-strings.ts';

/** Arabic. */
export const words: PartStrings = {
  cards: 'خيارات',
  card: '{n} من {count}',
  previous: 'السابق',
  next: 'التالي',
  form: 'نموذج',
  optional: 'اختياري',
  choose: 'يرجى الاختيار',
  submit: 'إرسال',
  formSending: 'جارٍ الإرسال…',
  formSent: 'تم الإرسال',
  formOver: 'هذا النموذج مغلق.',
  formFailed: 'لم يُرسل. يرجى المحاولة مرة أخرى.',
  missing: 'يرجى ملء هذا الحقل.',
  misfit: 'يرجى التحقق من هذا الحقل.',
  attach: 'إرفاق ملف',
  attachments: 'الملفات المرفقة',
  uploading: 'جارٍ رفع {name}',
  removeFile: 'إزالة {name}',
  retryFile: 'حاول مرة أخرى: {name}',
  fileTooLarge: 'هذا الملف كبير جدًا؛ يمكن إرسال ما يصل إلى {size}.',
  fileType: 'لا يمكن إرسال ملفات من هذا النوع هنا.',
  fileFailed: 'تعذّر إرسال الملف.',
  tooManyFiles: 'يمكن إرسال ما يصل إلى {count} ملفات في المرة الواحدة.',
};
