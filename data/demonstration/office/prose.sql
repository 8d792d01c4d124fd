-- Free text as it is really written: commas, quotes, line breaks, personal information in the middle of a sentence,
-- and now and then something hostile or very long. All of it is in the Windows-1252 repertoire but other_alphabets.
-- A case expression writes only the sentence it chose, which keeps half a million of them quick.
create macro pounds(person) as '£' || whole(20, 9800, person, 'pounds');

create macro weeks(person) as whole(3, 40, person, 'weeks') || ' weeks';

create macro relative_name(person) as person_name(person + 7919);

create macro birthday(person) as strftime(person_date_of_birth(person), '%d/%m/%Y');

create macro short_note(person, salt) as
  case whole(1, 12, person, salt)
    when 1 then 'Called back, no answer.'
    when 2 then 'Rang ' || person_name(person) || ' on ' || person_telephone(person) || '; left a message.'
    when 3 then 'File passed on, see earlier note'
    when 4 then 'Consent form received from ' || person_name(person) || ', born ' || birthday(person) || '.'
    when 5 then 'Letter returned – moved to ' || person_postcode(person) || '?'
    when 6 then 'Spoke to “next of kin”, ' || relative_name(person)
    when 7 then 'Chased the body for papers, 2nd time'
    when 8 then 'Emailed ' || person_email(person)
    when 9 then 'On hold until records arrive'
    when 10 then 'NHS no. ' || person_nhs_number(person) || ' checked'
    when 11 then 'Agreed with manager'
    else 'Awaiting clinical advice'
  end;

create macro health_summary(person, body) as
  case whole(1, 9, person, 'summary')
    when 1 then person_name(person) || ' complains about care at ' || body || '. Says the wait was “unacceptable”, and wants an apology.'
    when 2 then 'Complaint, brought by ' || relative_name(person) || ' for ' || person_name(person) || ' (DOB ' || birthday(person) || '), about delay in diagnosis. NHS no. ' || person_nhs_number(person) || '.'
    when 3 then 'Asked for records in ' || whole(2009, 2013, person, 'year') || '; told they were "lost". Contact: ' || person_telephone(person) || ' or ' || person_email(person)
    when 4 then 'Poor communication, no reply to three letters.'
    when 5 then 'Discharged too early, returned to A&E the next day.' || chr(13) || chr(10) || 'Daughter, ' || relative_name(person) || ', has sent a timeline.'
    when 6 then 'Unhappy with the handling of the complaint, not the events themselves.'
    when 7 then person_name(person) || ' rang from ' || person_telephone(person) || '. Says, "nobody listened", and asks for a financial remedy.'
    when 8 then 'Dental treatment; broken crown; fees of ' || pounds(person) || '.'
    else 'Delay of ' || weeks(person) || ', complaint upheld locally, remedy disputed'
  end;

create macro parliamentary_summary(person, body) as
  case whole(1, 7, person, 'summary')
    when 1 then person_name(person) || ' says ' || body || ' stopped payments of ' || pounds(person) || ' without notice; NI ' || person_national_insurance_number(person) || '.'
    when 2 then 'Refusal of application – ' || person_name(person) || ', ' || person_address(person) || '. Wants the decision looked at again.'
    when 3 then 'Overpayment of ' || pounds(person) || ', recovered twice. ' || person_name(person) || ' has “had enough”.'
    when 4 then 'Delay of ' || weeks(person) || ' by ' || body || ', no apology. Email ' || person_email(person)
    when 5 then 'Poor communication, no reply to three letters.'
    when 6 then 'Told by telephone that it was "in hand"; it was not.' || chr(13) || chr(10) || 'MP''s office has written too, for ' || person_name(person) || ' and ' || relative_name(person) || '.'
    else 'Charged ' || pounds(person) || ' in error, then a penalty for paying late. Born ' || birthday(person) || ', lives at ' || person_postcode(person)
  end;

create macro narrative(person, salt) as
  case whole(1, 9, person, salt)
    when 1 then 'Dear Sir or Madam,' || chr(10) || chr(10) || 'I am writing about my case. It has been ' || weeks(person) || ' and nobody has told me anything. My caseworker promised, on the telephone, that I would have a decision “soon”. Please ring me on ' || person_telephone(person) || '.' || chr(10) || chr(10) || person_name(person) || chr(10) || person_address(person) || chr(10) || person_postcode(person)
    when 2 then person_name(person) || ' is unhappy with the time taken. Says that emails to the caseworker, sent from ' || person_email(person) || ', go unanswered, and that the last contact was ' || weeks(person) || ' ago.'
    when 3 then 'The decision got the facts wrong: the appointment was on the 3rd, not the 13th, and the consultant''s name is misspelt. ' || person_name(person) || ', born on ' || birthday(person) || ', NHS no. ' || person_nhs_number(person) || ', asks for a review.'
    when 4 then 'Caller was upset – “I felt I wasn''t believed”. Explained the process; will write to ' || person_address(person) || ', ' || person_postcode(person) || '.'
    when 5 then 'Thank you to everyone who helped my mother, ' || relative_name(person) || '. Your officer was kind, patient, and clear.'
    when 6 then 'My MP has been copied in. The report says "no failings", which is plainly wrong; ' || pounds(person) || ' in costs has not been considered.'
    when 7 then 'I asked for adjustments and was told to use the website. National Insurance number ' || person_national_insurance_number(person) || '. Ring ' || person_telephone(person) || ' after 4pm.'
    when 8 then 'Post-review letter from ' || person_name(person) || '. No new points; file note only.'
    else 'General comment about the opening hours of the helpline, and the music.'
  end;

create macro request_subject(person) as
  case whole(1, 8, person, 'subject')
    when 1 then 'Number of caseworkers and time taken to respond'
    when 2 then 'Complaints about service and decisions'
    when 3 then 'Records held about me, ' || person_name(person)
    when 4 then 'Spending on legal advice, 2015–16'
    when 5 then 'Policy on “unreasonable” contact'
    when 6 then 'All emails naming ' || person_name(person)
    when 7 then 'Staff turnover, by directorate'
    else 'My complaint file; NHS no. ' || person_nhs_number(person)
  end;

create macro hostile_text(person) as
  case whole(1, 9, person, 'hostile')
    when 1 then '=HYPERLINK("http://example.com/?name="&A1,"Click here for ' || person_name(person) || '")'
    when 2 then '=1+1 said ' || person_name(person)
    when 3 then '+44 7700 900123 is the number to ring, ask for ' || person_name(person)
    when 4 then '@channel please call ' || person_telephone(person)
    when 5 then '-2 weeks'' notice, then nothing. ' || person_name(person)
    when 6 then '<script>alert("' || person_name(person) || '")</script>'
    when 7 then '<img src=x onerror=alert(1)> ' || person_email(person)
    when 8 then '''; drop table cases; -- ' || person_name(person)
    else 'Tab' || chr(9) || 'separated' || chr(9) || 'text, “pasted” from a table for ' || person_name(person)
  end;

-- One text in 300 is hostile, one in 4,000 very long.
create macro prose(ordinary, person, salt) as
  case
    when draw(person, salt || ' hostile') < 0.0033 then hostile_text(person)
    when draw(person, salt || ' long') < 0.00025 then repeat(ordinary || ' ', 120)
    else ordinary
  end;

set variable other_alphabets = ['Čeština, Łódź, Кириллица', '中文', '👍🏽 thank you', 'العربية', 'ﬁne ligatures and a zero​width space'];
