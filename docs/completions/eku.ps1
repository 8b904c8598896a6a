
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
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color the output. `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show every certificate in the files')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a deployment')
            [CompletionResult]::new('upload', 'upload', [CompletionResultType]::ParameterValue, 'Check whether the upload page of a store accepts a certificate')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read every certificate in files, folders and archives, and count them')
            [CompletionResult]::new('probe', 'probe', [CompletionResultType]::ParameterValue, 'Connect to live systems, and show the certificates that they present')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'eku;inspect' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show the certificates. JSON has one object per line')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color the output. `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;check' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show the report')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The check date, 2027-03-15 or RFC 3339. Default: now')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'Exit with 4 if everything works and a service stops within so many days, such as 90d. With --format nagios, warn of certificates that expire within that time, too')
            [CompletionResult]::new('--deployment-name', '--deployment-name', [CompletionResultType]::ParameterName, 'The name of the deployment, as a label of every metric (with --format prometheus)')
            [CompletionResult]::new('--core', '--core', [CompletionResultType]::ParameterName, 'Diagnostic archives and files of Core''s peers, if they do not show that themselves')
            [CompletionResult]::new('--edge', '--edge', [CompletionResultType]::ParameterName, 'Diagnostic archives and files of Edge''s peers')
            [CompletionResult]::new('--release', '--release', [CompletionResultType]::ParameterName, 'The release of both nodes, such as X15.5')
            [CompletionResult]::new('--trusted', '--trusted', [CompletionResultType]::ParameterName, 'CA certificates that both nodes trust')
            [CompletionResult]::new('--core-eku-check', '--core-eku-check', [CompletionResultType]::ParameterName, 'Core: the EKU check of inbound SIP TLS (X15.5)')
            [CompletionResult]::new('--core-cluster', '--core-cluster', [CompletionResultType]::ParameterName, 'Core: the TLS verify mode between its peers, to check their replication')
            [CompletionResult]::new('--edge-eku-check', '--edge-eku-check', [CompletionResultType]::ParameterName, 'Edge: the EKU check of inbound SIP TLS (X15.5)')
            [CompletionResult]::new('--edge-server-eku-upload', '--edge-server-eku-upload', [CompletionResultType]::ParameterName, 'Edge: EnableServerEkuUpload (X15.4)')
            [CompletionResult]::new('--edge-cluster', '--edge-cluster', [CompletionResultType]::ParameterName, 'Edge: the TLS verify mode between its peers, to check their replication')
            [CompletionResult]::new('--core-release', '--core-release', [CompletionResultType]::ParameterName, 'The release of Core, if the two differ')
            [CompletionResult]::new('--core-verify-name', '--core-verify-name', [CompletionResultType]::ParameterName, 'The TLS verify name that Core looks for in Edge''s certificate. Of several, one must match')
            [CompletionResult]::new('--core-server', '--core-server', [CompletionResultType]::ParameterName, 'Core''s server certificate, leaf first. Before X15.5, its only certificate. In a cluster, repeat the option for each peer: the file name contains the peer''s name')
            [CompletionResult]::new('--core-client', '--core-client', [CompletionResultType]::ParameterName, 'Core''s client certificate (X15.5)')
            [CompletionResult]::new('--core-trusted', '--core-trusted', [CompletionResultType]::ParameterName, 'CA certificates that Core trusts')
            [CompletionResult]::new('--edge-release', '--edge-release', [CompletionResultType]::ParameterName, 'The release of Edge, if the two differ')
            [CompletionResult]::new('--edge-verify-name', '--edge-verify-name', [CompletionResultType]::ParameterName, 'The TLS verify name that Edge looks for in Core''s certificate. Of several, one must match')
            [CompletionResult]::new('--edge-server', '--edge-server', [CompletionResultType]::ParameterName, 'Edge''s server certificate, leaf first. Before X15.5, its only certificate. For a cluster, see --core-server')
            [CompletionResult]::new('--edge-client', '--edge-client', [CompletionResultType]::ParameterName, 'Edge''s client certificate (X15.5)')
            [CompletionResult]::new('--edge-trusted', '--edge-trusted', [CompletionResultType]::ParameterName, 'CA certificates that Edge trusts')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color the output. `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;upload' {
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'The node')
            [CompletionResult]::new('--release', '--release', [CompletionResultType]::ParameterName, 'Its release, such as X15.5')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'The store. Before X15.5, there is only the server store')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The date of the upload, 2027-03-15 or RFC 3339. Default: now')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color the output. `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('--as-client', '--as-client', [CompletionResultType]::ParameterName, 'With the box "Upload server certificate file as client certificate" ticked (X15.5)')
            [CompletionResult]::new('--server-eku-upload', '--server-eku-upload', [CompletionResultType]::ParameterName, 'With EnableServerEkuUpload On (Edge on X15.4)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;audit' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show the result: counts as text, or one certificate per line. JSON has the counts last')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The check date, 2027-03-15 or RFC 3339. Default: now')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'How many files to read at a time. Default: the number of CPU cores')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color the output. `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('--no-verify', '--no-verify', [CompletionResultType]::ParameterName, 'Verify no signature. Issuers are then found by name and key ID only, many times faster')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;probe' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to show the result. JSON has one object per port')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The name to ask for (SNI), if it differs from the host')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How many seconds to wait for a connection, and for each answer')
            [CompletionResult]::new('--starttls', '--starttls', [CompletionResultType]::ParameterName, 'Which protocol asks for TLS first. `auto` is XMPP on port 5269')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'A client certificate to present, leaf first, as Expressway would')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Its private key, not encrypted. Used for this handshake only, and not stored or shown')
            [CompletionResult]::new('--save-case', '--save-case', [CompletionResultType]::ParameterName, 'A case file to save to. Each TLS port becomes a far end. Adds to a case that exists')
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'The node that talks to these far ends, for --save-case')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color the output. `auto` follows the terminal and NO_COLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'eku;help' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show every certificate in the files')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a deployment')
            [CompletionResult]::new('upload', 'upload', [CompletionResultType]::ParameterValue, 'Check whether the upload page of a store accepts a certificate')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read every certificate in files, folders and archives, and count them')
            [CompletionResult]::new('probe', 'probe', [CompletionResultType]::ParameterValue, 'Connect to live systems, and show the certificates that they present')
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
        'eku;help;probe' {
            break
        }
        'eku;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
