# Sums the test suites of Surefire's reports.
function attribute(name) {
    return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
}

/<testsuite / {
    tests += attribute("tests")
    failed += attribute("failures") + attribute("errors")
    skipped += attribute("skipped")
}

END {
    printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped
}
