# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_eku_global_optspecs
    string join \n color= h/help V/version
end

function __fish_eku_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_eku_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_eku_using_subcommand
    set -l cmd (__fish_eku_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c eku -n "__fish_eku_needs_command" -l color -d 'When to color the output. `auto` follows the terminal and NO_COLOR' -r -f -a "auto\t''
always\t''
never\t''"
complete -c eku -n "__fish_eku_needs_command" -s h -l help -d 'Print help'
complete -c eku -n "__fish_eku_needs_command" -s V -l version -d 'Print version'
complete -c eku -n "__fish_eku_needs_command" -f -a "inspect" -d 'Show every certificate in the files'
complete -c eku -n "__fish_eku_needs_command" -f -a "check" -d 'Check a deployment'
complete -c eku -n "__fish_eku_needs_command" -f -a "upload" -d 'Check whether the upload page of a store accepts a certificate'
complete -c eku -n "__fish_eku_needs_command" -f -a "audit" -d 'Read every certificate in files, folders and archives, and count them'
complete -c eku -n "__fish_eku_needs_command" -f -a "probe" -d 'Connect to live systems, and show the certificates that they present'
complete -c eku -n "__fish_eku_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c eku -n "__fish_eku_using_subcommand inspect" -l format -d 'How to show the certificates. JSON has one object per line' -r -f -a "text\t''
json\t''"
complete -c eku -n "__fish_eku_using_subcommand inspect" -l color -d 'When to color the output. `auto` follows the terminal and NO_COLOR' -r -f -a "auto\t''
always\t''
never\t''"
complete -c eku -n "__fish_eku_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c eku -n "__fish_eku_using_subcommand check" -l format -d 'How to show the report' -r -f -a "text\t''
json\t''
markdown\t''
html\t''
ics\t'The days to act, as calendar entries'
nagios\t'One line, with the exit codes of a monitoring plugin'
prometheus\t'Metrics, for the textfile collector of node_exporter'"
complete -c eku -n "__fish_eku_using_subcommand check" -l at -d 'The check date, 2027-03-15 or RFC 3339. Default: now' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l within -d 'Exit with 4 if everything works and a service stops within so many days, such as 90d. With --format nagios, warn of certificates that expire within that time, too' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l deployment-name -d 'The name of the deployment, as a label of every metric (with --format prometheus)' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l core -d 'Diagnostic archives and files of Core\'s peers, if they do not show that themselves' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l edge -d 'Diagnostic archives and files of Edge\'s peers' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l release -d 'The release of both nodes, such as X15.5' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l trusted -d 'CA certificates that both nodes trust' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l core-eku-check -d 'Core: the EKU check of inbound SIP TLS (X15.5)' -r -f -a "on\t''
off\t''"
complete -c eku -n "__fish_eku_using_subcommand check" -l core-cluster -d 'Core: the TLS verify mode between its peers, to check their replication' -r -f -a "enforcing\t''
permissive\t''"
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-eku-check -d 'Edge: the EKU check of inbound SIP TLS (X15.5)' -r -f -a "on\t''
off\t''"
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-server-eku-upload -d 'Edge: EnableServerEkuUpload (X15.4)' -r -f -a "on\t''
off\t''"
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-cluster -d 'Edge: the TLS verify mode between its peers, to check their replication' -r -f -a "enforcing\t''
permissive\t''"
complete -c eku -n "__fish_eku_using_subcommand check" -l core-release -d 'The release of Core, if the two differ' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l core-verify-name -d 'The TLS verify name that Core looks for in Edge\'s certificate. Of several, one must match' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l core-server -d 'Core\'s server certificate, leaf first. Before X15.5, its only certificate. In a cluster, repeat the option for each peer: the file name contains the peer\'s name' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l core-client -d 'Core\'s client certificate (X15.5)' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l core-trusted -d 'CA certificates that Core trusts' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-release -d 'The release of Edge, if the two differ' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-verify-name -d 'The TLS verify name that Edge looks for in Core\'s certificate. Of several, one must match' -r
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-server -d 'Edge\'s server certificate, leaf first. Before X15.5, its only certificate. For a cluster, see --core-server' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-client -d 'Edge\'s client certificate (X15.5)' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l edge-trusted -d 'CA certificates that Edge trusts' -r -F
complete -c eku -n "__fish_eku_using_subcommand check" -l color -d 'When to color the output. `auto` follows the terminal and NO_COLOR' -r -f -a "auto\t''
always\t''
never\t''"
complete -c eku -n "__fish_eku_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c eku -n "__fish_eku_using_subcommand upload" -l node -d 'The node' -r -f -a "core\t''
edge\t''"
complete -c eku -n "__fish_eku_using_subcommand upload" -l release -d 'Its release, such as X15.5' -r
complete -c eku -n "__fish_eku_using_subcommand upload" -l store -d 'The store. Before X15.5, there is only the server store' -r -f -a "server\t''
client\t''"
complete -c eku -n "__fish_eku_using_subcommand upload" -l at -d 'The date of the upload, 2027-03-15 or RFC 3339. Default: now' -r
complete -c eku -n "__fish_eku_using_subcommand upload" -l color -d 'When to color the output. `auto` follows the terminal and NO_COLOR' -r -f -a "auto\t''
always\t''
never\t''"
complete -c eku -n "__fish_eku_using_subcommand upload" -l as-client -d 'With the box "Upload server certificate file as client certificate" ticked (X15.5)'
complete -c eku -n "__fish_eku_using_subcommand upload" -l server-eku-upload -d 'With EnableServerEkuUpload On (Edge on X15.4)'
complete -c eku -n "__fish_eku_using_subcommand upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c eku -n "__fish_eku_using_subcommand audit" -l format -d 'How to show the result: counts as text, or one certificate per line. JSON has the counts last' -r -f -a "text\t''
json\t''
csv\t''"
complete -c eku -n "__fish_eku_using_subcommand audit" -l at -d 'The check date, 2027-03-15 or RFC 3339. Default: now' -r
complete -c eku -n "__fish_eku_using_subcommand audit" -l jobs -d 'How many files to read at a time. Default: the number of CPU cores' -r
complete -c eku -n "__fish_eku_using_subcommand audit" -l color -d 'When to color the output. `auto` follows the terminal and NO_COLOR' -r -f -a "auto\t''
always\t''
never\t''"
complete -c eku -n "__fish_eku_using_subcommand audit" -l no-verify -d 'Verify no signature. Issuers are then found by name and key ID only, many times faster'
complete -c eku -n "__fish_eku_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c eku -n "__fish_eku_using_subcommand probe" -l format -d 'How to show the result. JSON has one object per port' -r -f -a "text\t''
json\t''"
complete -c eku -n "__fish_eku_using_subcommand probe" -l name -d 'The name to ask for (SNI), if it differs from the host' -r
complete -c eku -n "__fish_eku_using_subcommand probe" -l timeout -d 'How many seconds to wait for a connection, and for each answer' -r
complete -c eku -n "__fish_eku_using_subcommand probe" -l starttls -d 'Which protocol asks for TLS first. `auto` is XMPP on port 5269' -r -f -a "auto\t''
xmpp\t''
off\t''"
complete -c eku -n "__fish_eku_using_subcommand probe" -l client-certificate -d 'A client certificate to present, leaf first, as Expressway would' -r -F
complete -c eku -n "__fish_eku_using_subcommand probe" -l client-key -d 'Its private key, not encrypted. Used for this handshake only, and not stored or shown' -r -F
complete -c eku -n "__fish_eku_using_subcommand probe" -l save-case -d 'A case file to save to. Each TLS port becomes a far end. Adds to a case that exists' -r -F
complete -c eku -n "__fish_eku_using_subcommand probe" -l node -d 'The node that talks to these far ends, for --save-case' -r -f -a "core\t''
edge\t''"
complete -c eku -n "__fish_eku_using_subcommand probe" -l color -d 'When to color the output. `auto` follows the terminal and NO_COLOR' -r -f -a "auto\t''
always\t''
never\t''"
complete -c eku -n "__fish_eku_using_subcommand probe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c eku -n "__fish_eku_using_subcommand help; and not __fish_seen_subcommand_from inspect check upload audit probe help" -f -a "inspect" -d 'Show every certificate in the files'
complete -c eku -n "__fish_eku_using_subcommand help; and not __fish_seen_subcommand_from inspect check upload audit probe help" -f -a "check" -d 'Check a deployment'
complete -c eku -n "__fish_eku_using_subcommand help; and not __fish_seen_subcommand_from inspect check upload audit probe help" -f -a "upload" -d 'Check whether the upload page of a store accepts a certificate'
complete -c eku -n "__fish_eku_using_subcommand help; and not __fish_seen_subcommand_from inspect check upload audit probe help" -f -a "audit" -d 'Read every certificate in files, folders and archives, and count them'
complete -c eku -n "__fish_eku_using_subcommand help; and not __fish_seen_subcommand_from inspect check upload audit probe help" -f -a "probe" -d 'Connect to live systems, and show the certificates that they present'
complete -c eku -n "__fish_eku_using_subcommand help; and not __fish_seen_subcommand_from inspect check upload audit probe help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
