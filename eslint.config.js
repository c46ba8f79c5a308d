import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist', 'output', 'sdk/engine/gpu/webgpu-stub'] },
  tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    extends: [tseslint.configs.recommendedTypeCheckedOnly],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // typed arrays and maps checked a line above
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off', // the engines share one asynchronous interface
    },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
)
