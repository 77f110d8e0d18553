# Lists the skipped tests of Surefire's reports, each with its reason.
function attribute(name) {
    return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

# @Disabled leaves an attribute; an assumption leaves an exception, whose first line is the reason.
function reason(text) {
    text = attribute("message")
    if (text == "" && match($0, /<!\[CDATA\[/)) {
        text = substr($0, RSTART + RLENGTH)
        sub(/\]\]>.*/, "", text)
        sub(/^[^ ]*: /, "", text)
    }
    gsub(/&quot;/, "\"", text)
    gsub(/&lt;/, "<", text)
    gsub(/&gt;/, ">", text)
    gsub(/&amp;/, "\\&", text)
    return text
}

/<testcase / {
    test = attribute("classname") "." attribute("name")
}

/<skipped/ {
    print "skipped: " test ": " reason()
}
