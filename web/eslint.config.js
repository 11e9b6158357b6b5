import accesible from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

/** Ways of turning text into markup or code: a page that needs one is wrong. */
const PROHIBIDO = [
  { selector: "MemberExpression[property.name='innerHTML']", message: 'Ponga texto, no marcado.' },
  { selector: "MemberExpression[property.name='outerHTML']", message: 'Ponga texto, no marcado.' },
  { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: 'Ponga texto, no marcado.' },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Ponga texto, no marcado.' },
  { selector: "JSXAttribute[name.name='style']", message: 'Un estilo va en una clase: la política del sitio lo exige.' },
]

const importaDe = (...carpetas) => ({
  'no-restricted-imports': [
    'error',
    { patterns: carpetas.map((c) => ({ group: [`**/${c}/**`], message: 'portal y app importan solo de comun.' })) },
  ],
})

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', 'tiendas/android/**', 'tiendas/ios/**', 'tiendas/node_modules/**', 'comun/api/api.d.ts'] },
  ...ts.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'jsx-a11y': accesible, 'react-hooks': hooks },
    rules: {
      ...accesible.flatConfigs.strict.rules,
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-eval': 'error',
      'no-restricted-syntax': ['error', ...PROHIBIDO],
      'max-lines': ['error', 300],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['portal/**'], rules: importaDe('app') },
  { files: ['app/**'], rules: importaDe('portal') },
  { files: ['comun/**'], rules: importaDe('app', 'portal') },
)
