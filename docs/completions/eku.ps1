
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'eku' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'eku'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'eku' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour the output; `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show every certificate in the files')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge a deployment')
            [CompletionResult]::new('upload', 'upload', [CompletionResultType]::ParameterValue, 'Say what the upload page of a store does with a certificate')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read every certificate in files, folders and archives, and count them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'eku;inspect' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show them; JSON is one object a line')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour the output; `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;check' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show the report')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The instant to judge, 2027-03-15 or RFC 3339; now where it is not given')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'Exit with 4 where everything works and a service stops within so many days, such as 90d')
            [CompletionResult]::new('--core', '--core', [CompletionResultType]::ParameterName, 'Diagnostic archives and files of Core''s machines, where they do not say it themselves')
            [CompletionResult]::new('--edge', '--edge', [CompletionResultType]::ParameterName, 'Diagnostic archives and files of Edge''s machines')
            [CompletionResult]::new('--release', '--release', [CompletionResultType]::ParameterName, 'The release of both nodes, such as X15.5')
            [CompletionResult]::new('--trusted', '--trusted', [CompletionResultType]::ParameterName, 'CA certificates that both nodes trust')
            [CompletionResult]::new('--core-eku-check', '--core-eku-check', [CompletionResultType]::ParameterName, 'Core: the EKU check of inbound SIP TLS (X15.5)')
            [CompletionResult]::new('--core-cluster', '--core-cluster', [CompletionResultType]::ParameterName, 'Core: the TLS verify mode between its peers, to judge their replication')
            [CompletionResult]::new('--edge-eku-check', '--edge-eku-check', [CompletionResultType]::ParameterName, 'Edge: the EKU check of inbound SIP TLS (X15.5)')
            [CompletionResult]::new('--edge-server-eku-upload', '--edge-server-eku-upload', [CompletionResultType]::ParameterName, 'Edge: EnableServerEkuUpload (X15.4)')
            [CompletionResult]::new('--edge-cluster', '--edge-cluster', [CompletionResultType]::ParameterName, 'Edge: the TLS verify mode between its peers, to judge their replication')
            [CompletionResult]::new('--core-release', '--core-release', [CompletionResultType]::ParameterName, 'The release of Core, where the two differ')
            [CompletionResult]::new('--core-verify-name', '--core-verify-name', [CompletionResultType]::ParameterName, 'The name that Core looks for in the other node''s certificate; several of which one must match')
            [CompletionResult]::new('--core-server', '--core-server', [CompletionResultType]::ParameterName, 'Core''s server certificate, the leaf first; before X15.5 its one certificate. In a cluster once for each machine, whose name the file''s name has')
            [CompletionResult]::new('--core-client', '--core-client', [CompletionResultType]::ParameterName, 'Core''s client certificate (X15.5)')
            [CompletionResult]::new('--core-trusted', '--core-trusted', [CompletionResultType]::ParameterName, 'CA certificates that Core trusts')
            [CompletionResult]::new('--edge-release', '--edge-release', [CompletionResultType]::ParameterName, 'The release of Edge, where the two differ')
            [CompletionResult]::new('--edge-verify-name', '--edge-verify-name', [CompletionResultType]::ParameterName, 'The name that Edge looks for in the other node''s certificate; several of which one must match')
            [CompletionResult]::new('--edge-server', '--edge-server', [CompletionResultType]::ParameterName, 'Edge''s server certificate, the leaf first; before X15.5 its one certificate. In a cluster as Core''s')
            [CompletionResult]::new('--edge-client', '--edge-client', [CompletionResultType]::ParameterName, 'Edge''s client certificate (X15.5)')
            [CompletionResult]::new('--edge-trusted', '--edge-trusted', [CompletionResultType]::ParameterName, 'CA certificates that Edge trusts')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour the output; `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;upload' {
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'The node')
            [CompletionResult]::new('--release', '--release', [CompletionResultType]::ParameterName, 'Its release, such as X15.5')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store; before X15.5 there is the server store alone')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The instant of the upload, 2027-03-15 or RFC 3339; now where it is not given')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour the output; `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('--as-client', '--as-client', [CompletionResultType]::ParameterName, 'With the box "Upload server certificate file as client certificate" ticked (X15.5)')
            [CompletionResult]::new('--server-eku-upload', '--server-eku-upload', [CompletionResultType]::ParameterName, 'With EnableServerEkuUpload On (Edge on X15.4)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;audit' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show it: counts as text, or one certificate a line, in JSON with the counts last')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The date of the audit, 2027-03-15 or RFC 3339; now where it is not given')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'How many files are read at a time; as many as there are cores where it is not given')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour the output; `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;help' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show every certificate in the files')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge a deployment')
            [CompletionResult]::new('upload', 'upload', [CompletionResultType]::ParameterValue, 'Say what the upload page of a store does with a certificate')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read every certificate in files, folders and archives, and count them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'eku;help;inspect' {
            break
        }
        'eku;help;check' {
            break
        }
        'eku;help;upload' {
            break
        }
        'eku;help;audit' {
            break
        }
        'eku;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
