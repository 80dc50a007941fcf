# SYNTAX TEST "source.dockerfile" "ignore comments in Dockerfiles"
# check=skip=JSONArgsRecommended,StageNameCasing;error=true
# ^^^^^ comment.line.number-sign.dockerfile keyword.other.directive.seaworthy
#      ^ keyword.operator.assignment.seaworthy
#       ^^^^ keyword.other.directive.seaworthy
#            ^^^^^^^^^^^^^^^^^^^ variable.other.rule.seaworthy
#                                ^^^^^^^^^^^^^^ variable.other.rule.seaworthy
# hadolint ignore=DL3006,DL3008
# ^^^^^^^^^^^^^^^ keyword.other.directive.seaworthy
#                 ^^^^^^ variable.other.rule.seaworthy
#                        ^^^^^^ variable.other.rule.seaworthy
# seaworthy-ignore dockerfile/latest-tag: built nightly
# ^^^^^^^^^^^^^^^^ comment.line.number-sign.dockerfile keyword.other.directive.seaworthy
#                  ^^^^^^^^^^^^^^^^^^^^^ variable.other.rule.seaworthy
#                                         ^^^^^ comment.line.number-sign.dockerfile - variable.other.rule.seaworthy
FROM node
# <---- - comment.line.number-sign.dockerfile
#trivy:ignore:DS-0002
# <~------------ keyword.other.directive.seaworthy
#             ^^^^^^^ variable.other.rule.seaworthy
# kics-scan ignore-line
# ^^^^^^^^^^^^^^^^^^^^^ keyword.other.directive.seaworthy
# An ordinary comment about hadolint ignore=x
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.number-sign.dockerfile - keyword.other.directive.seaworthy
RUN echo "# seaworthy-ignore x"
#           ^^^^^^^^^^^^^^^^ - keyword.other.directive.seaworthy
