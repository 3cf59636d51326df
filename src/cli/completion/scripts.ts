/**
 * Each script hands the words before the cursor to `keywright complete`, in KEYWRIGHT_WORDS and parted by the unit
 * separator: arguments would lose empty words in PowerShell. It answers with a line for each candidate, its meaning
 * behind a tab, and `:files` where file names fit, too.
 */
export const SCRIPTS = {
  bash: `# Keywright completion for bash. Put this into ~/.bashrc:
#   source <(keywright completion bash)
_keywright() {
  local line IFS=$'\\x1f'
  local words="\${COMP_WORDS[*]:1:COMP_CWORD}" current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <(KEYWRIGHT_WORDS="$words" keywright complete 2>/dev/null)
}
complete -F _keywright keywright
`,
  zsh: `#compdef keywright
# Keywright completion for zsh. Put this into ~/.zshrc, after compinit:
#   source <(keywright completion zsh)
_keywright() {
  local line files
  local -a found
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=1
    else
      found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done < <(KEYWRIGHT_WORDS="\${(pj:\\x1f:)words[2,CURRENT]}" keywright complete 2>/dev/null)
  (( $#found )) && _describe -V keywright found
  [[ -n $files ]] && _files
  return 0
}
if [[ \${funcstack[1]} == _keywright ]]; then _keywright; else compdef _keywright keywright; fi
`,
  fish: `# Keywright completion for fish:
#   keywright completion fish > ~/.config/fish/completions/keywright.fish
function __keywright_complete
    set -l current (commandline -ct)
    set -l words (commandline -opc)[2..-1] "$current"
    for line in (env KEYWRIGHT_WORDS=(string join \\x1f -- $words) keywright complete 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c keywright -f -k -a '(__keywright_complete)'
`,
  powershell: `# Keywright completion for PowerShell. Put this into $PROFILE:
#   keywright completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName keywright -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() }
    $env:KEYWRIGHT_WORDS = (@($before) + $wordToComplete) -join [char]31
    try {
        foreach ($line in @(keywright complete 2>$null)) {
            if ($line -eq ':files') {
                [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
            } else {
                $value, $meaning = $line -split "\`t", 2
                if (-not $meaning) { $meaning = $value }
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
            }
        }
    } finally {
        Remove-Item Env:KEYWRIGHT_WORDS
    }
}
`,
};

export type Shell = keyof typeof SCRIPTS;
